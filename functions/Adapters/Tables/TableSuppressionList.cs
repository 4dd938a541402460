using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;

namespace LipServerless.Adapters.Tables;

/// <summary>Addresses that mails came back from: rows beside the contacts of their consultation, under a hash, one point read for each mail.</summary>
public sealed class TableSuppressionList : ISuppressionList, IDisposable
{
    // An id of a body never begins with an underscore.
    private const string Prefix = "_suppressed-";

    private readonly LazyTable table;

    /// <summary>A list in the table <c>{prefix}Contacts</c>.</summary>
    public TableSuppressionList(TableServiceClient service, string prefix) => table = new(service, prefix + "Contacts");

    /// <inheritdoc />
    public async Task AddAsync(string consultation, string address, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);

        // In the form of a contact without addresses: so it moves with the contacts of its consultation (archives).
        var key = KeyOf(address);
        var entity = RowCodec.Row(consultation, key, JsonSerializer.Serialize(new Contact { BodyId = key }));
        await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(string consultation, string address, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        await client.DeleteEntityAsync(consultation, KeyOf(address), ETag.All, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> ContainsAsync(string consultation, string address, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        return (await client.GetEntityIfExistsAsync<TableEntity>(consultation, KeyOf(address), cancellationToken: cancellationToken)).HasValue;
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();

    private static string KeyOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())));
    }
}
