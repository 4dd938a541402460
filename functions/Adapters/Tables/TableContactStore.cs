using System.Text.Json;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;

namespace LipServerless.Adapters.Tables;

/// <summary>Contacts by consultation and body.</summary>
public sealed class TableContactStore : IContactStore, IDisposable
{
    private readonly LazyTable table;

    /// <summary>A store in the table <c>{prefix}Contacts</c>.</summary>
    public TableContactStore(TableServiceClient service, string prefix) => table = new(service, prefix + "Contacts");

    /// <inheritdoc />
    public async Task<Contact?> GetAsync(string consultation, string bodyId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(consultation, bodyId, cancellationToken: cancellationToken);
        return row.HasValue ? JsonSerializer.Deserialize<Contact>(RowCodec.ReadJson(row.Value!)) : null;
    }

    /// <inheritdoc />
    public async Task PutAsync(string consultation, Contact contact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var entity = RowCodec.Row(consultation, contact.BodyId, JsonSerializer.Serialize(contact));
        var client = await table.GetAsync(cancellationToken);
        await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<int> RemoveAllAsync(string consultation, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        return await client.RemovePartitionAsync(consultation, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();
}
