using Azure;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tables;

/// <summary>Working drafts in a table of their own: a partition for each round, a row for each field.</summary>
public sealed class TableWorkingDraftStore : IWorkingDraftStore, IDisposable
{
    private const int MostActions = 100;

    // A transaction may hold 4 MiB; a field's texts in UTF-16 as they are sent, with room for the rest.
    private const int MostCharacters = 600_000;

    private readonly LazyTable table;

    /// <summary>A store in the table <c>{prefix}Drafts</c>; created when first needed.</summary>
    public TableWorkingDraftStore(TableServiceClient service, string prefix) => table = new(service, prefix + "Drafts");

    /// <inheritdoc />
    public async Task<IReadOnlyList<DraftFieldRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken) =>
        [.. (await BetweenAsync(roundId, DraftFieldRecord.FirstKeyOf(bodyId), DraftFieldRecord.EndKeyOf(bodyId), cancellationToken)).Select(RowCodec.Decode<DraftFieldRecord>)];

    /// <inheritdoc />
    public async Task<ColleagueNotes> ReadNotesAsync(string roundId, string bodyId, CancellationToken cancellationToken)
    {
        var rows = await BetweenAsync(roundId, DraftFieldRecord.EndKeyOf(bodyId), DraftFieldRecord.LastKeyOf(bodyId), cancellationToken);
        var names = rows.Where(row => row.RowKey.StartsWith(ColleagueNameRecord.PrefixOf(bodyId), StringComparison.Ordinal)).Select(RowCodec.Decode<ColleagueNameRecord>);
        var comments = rows.Where(row => row.RowKey.StartsWith(DraftCommentRecord.PrefixOf(bodyId), StringComparison.Ordinal)).Select(RowCodec.Decode<DraftCommentRecord>);
        return new ColleagueNotes(
            names.ToDictionary(name => name.LinkId, name => name.Name, StringComparer.Ordinal),
            [.. comments.OrderBy(comment => comment.At).ThenBy(comment => comment.CommentId, StringComparer.Ordinal)]);
    }

    /// <inheritdoc />
    public async Task CommitAsync(
        string roundId, IReadOnlyList<StoredRecord> put, IReadOnlyList<StoredRecord> remove, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(remove);
        var client = await table.GetAsync(cancellationToken);
        var portion = new List<TableTransactionAction>();
        var characters = 0;
        foreach (var (record, isRemoved) in put.Select(record => (record, false)).Concat(remove.Select(record => (record, true))))
        {
            var size = isRemoved ? 0 : SizeOf(record);
            if (portion.Count == MostActions || (portion.Count > 0 && characters + size > MostCharacters))
            {
                await SubmitAsync(client, portion, cancellationToken);
                (portion, characters) = ([], 0);
            }

            portion.Add(ActionOf(roundId, record, isRemoved));
            characters += size;
        }

        if (portion.Count > 0)
            await SubmitAsync(client, portion, cancellationToken);
    }

    /// <inheritdoc />
    public async Task ForgetNamesAsync(string roundId, string bodyId, IReadOnlyCollection<string> linkIds, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        await client.RemoveRowsAsync(roundId, [.. linkIds.Select(link => ColleagueNameRecord.PrefixOf(bodyId) + link)], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<int> ForgetAsync(string roundId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        return await client.RemovePartitionAsync(roundId, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();

    private async Task<List<TableEntity>> BetweenAsync(string roundId, string first, string end, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {roundId} and RowKey ge {first} and RowKey lt {end}");
        var rows = new List<TableEntity>();
        await foreach (var row in client.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static int SizeOf(StoredRecord record) => record switch
    {
        DraftFieldRecord field => field.Text.Length + field.Kept.Sum(kept => kept.Text.Length),
        DraftCommentRecord comment => comment.Text.Length,
        _ => 0,
    };

    private static TableTransactionAction ActionOf(string roundId, StoredRecord record, bool isRemoved)
    {
        if (isRemoved)
            return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(roundId, record.Key), new ETag(record.Version!));
        var entity = RowCodec.Encode(roundId, record);
        return record.Version is null
            ? new TableTransactionAction(TableTransactionActionType.Add, entity)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, new ETag(record.Version));
    }

    private static async Task SubmitAsync(TableClient client, List<TableTransactionAction> portion, CancellationToken cancellationToken)
    {
        try
        {
            await client.SubmitTransactionAsync(portion, cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
        {
            throw new StoreConflictException(portion[e.FailedTransactionActionIndex ?? 0].Entity.RowKey, e);
        }
    }
}
