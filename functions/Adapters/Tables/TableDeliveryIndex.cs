using Azure;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Tables;

/// <summary>Where mails belong, by operation id: a partition for each mail, read once for each report.</summary>
public sealed class TableDeliveryIndex : IDeliveryIndex, IDisposable
{
    private const string RowKey = "mail";

    private readonly LazyTable table;

    /// <summary>An index in the table <c>{prefix}Deliveries</c>.</summary>
    public TableDeliveryIndex(TableServiceClient service, string prefix) => table = new(service, prefix + "Deliveries");

    /// <inheritdoc />
    public async Task PutAsync(Guid operationId, MailPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        var client = await table.GetAsync(cancellationToken);
        var entity = new TableEntity(operationId.ToString("D"), RowKey) { [nameof(MailPlace.RoundId)] = place.RoundId, [nameof(MailPlace.MailId)] = place.MailId };
        await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(Guid operationId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        await client.DeleteEntityAsync(operationId.ToString("D"), RowKey, ETag.All, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<MailPlace?> FindAsync(Guid operationId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(operationId.ToString("D"), RowKey, cancellationToken: cancellationToken);
        return row.HasValue && row.Value!.GetString(nameof(MailPlace.RoundId)) is { } round && row.Value.GetString(nameof(MailPlace.MailId)) is { } mail
            ? new MailPlace(round, mail)
            : null;
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();
}
