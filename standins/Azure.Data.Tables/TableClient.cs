using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Sas;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public class TableClient
{
    private readonly TablesWire wire;
    private readonly EntityOperations entities;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(TablesWire.ByConnectionString(connectionString, options), tableName)
    {
    }

    /// <summary>The endpoint carries the table's name as its last segment, and the shared access signature.</summary>
    public TableClient(Uri endpoint, TableClientOptions options = null)
        : this(TablesWire.BySignature(TableAddress.Service(endpoint), null, options), TableAddress.Table(endpoint))
    {
    }

    /// <summary>The endpoint carries the table's name as its last segment.</summary>
    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
        : this(TablesWire.BySignature(TableAddress.Service(endpoint), credential ?? throw new ArgumentNullException(nameof(credential)), options), TableAddress.Table(endpoint))
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(TablesWire.ByKey(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(TablesWire.ByToken(endpoint, tokenCredential, options), tableName)
    {
    }

    protected TableClient()
    {
    }

    internal TableClient(TablesWire wire, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.wire = wire;
        entities = new EntityOperations(wire, tableName);
        Name = tableName;
        Uri = TableAddress.Of(wire.Endpoint, tableName);
    }

    public virtual string AccountName => wire.AccountName;

    public virtual string Name { get; }

    public virtual Uri Uri { get; }

    public static string CreateQueryFilter(FormattableString filter) => FilterLiteral.Format(filter);

    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter);

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableOperations.CreateAsync(wire, Name, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableOperations.CreateAsync(wire, Name, true, cancellationToken);

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableOperations.CreateIfNotExistsAsync(wire, Name, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableOperations.CreateIfNotExistsAsync(wire, Name, true, cancellationToken);

    /// <summary>Deletes the table; one that does not exist is no error.</summary>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        TableOperations.DeleteAsync(wire, Name, false, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="Delete"/>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableOperations.DeleteAsync(wire, Name, true, cancellationToken);

    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.AddAsync(entity, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.AddAsync(entity, true, cancellationToken);

    public virtual Response<T> GetEntity<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.GetAsync<T>(partitionKey, rowKey, select, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.GetAsync<T>(partitionKey, rowKey, select, true, cancellationToken);

    public virtual NullableResponse<T> GetEntityIfExists<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.GetIfExistsAsync<T>(partitionKey, rowKey, select, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.GetIfExistsAsync<T>(partitionKey, rowKey, select, true, cancellationToken);

    public virtual Response UpsertEntity<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.UpsertAsync(entity, mode, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.UpsertAsync(entity, mode, true, cancellationToken);

    public virtual Response UpdateEntity<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.UpdateAsync(entity, ifMatch, mode, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.UpdateAsync(entity, ifMatch, mode, true, cancellationToken);

    /// <summary>Deletes the row, whatever it holds unless <paramref name="ifMatch"/> is given. A row that does not exist is no error.</summary>
    public virtual Response DeleteEntity(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        entities.DeleteAsync(partitionKey, rowKey, ifMatch, false, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        entities.DeleteAsync(partitionKey, rowKey, ifMatch, true, cancellationToken);

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntity(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    public virtual Pageable<T> Query<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new SyncPages<T>(entities.Pages<T>(filter, select), maxPerPage, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new AsyncPages<T>(entities.Pages<T>(filter, select), maxPerPage, cancellationToken);

    public virtual Pageable<T> Query<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    /// <summary>All or nothing: at most 100 operations on rows of one partition, each row once.</summary>
    /// <exception cref="TableTransactionFailedException">Refused as a whole; names the operation.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        entities.SubmitAsync(transactionActions, false, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="SubmitTransaction"/>
    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        entities.SubmitAsync(transactionActions, true, cancellationToken);

    public virtual TableSasBuilder GetSasBuilder(TableSasPermissions permissions, DateTimeOffset expiresOn) => new(Name, permissions, expiresOn);

    public virtual TableSasBuilder GetSasBuilder(string rawPermissions, DateTimeOffset expiresOn) => new(Name, rawPermissions, expiresOn);

    public virtual Uri GenerateSasUri(TableSasPermissions permissions, DateTimeOffset expiresOn) => GenerateSasUri(GetSasBuilder(permissions, expiresOn));

    /// <exception cref="InvalidOperationException">The client does not hold the account's key, or the builder is for another table.</exception>
    public virtual Uri GenerateSasUri(TableSasBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return string.Equals(builder.TableName, Name, StringComparison.OrdinalIgnoreCase)
            ? Signed(builder.Sign)
            : throw new InvalidOperationException($"The builder signs for '{builder.TableName}', this client is for '{Name}'.");
    }

    private Uri Signed(Func<TableSharedKeyCredential, string> sign) => wire.Key is { } key
        ? new UriBuilder(Uri) { Query = sign(key) }.Uri
        : throw new InvalidOperationException("Only a client that holds the account's key can sign.");
}
