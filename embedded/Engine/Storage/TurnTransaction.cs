using Azure;
using Azure.Data.Tables;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>
/// A turn as one entity group transaction, fenced by the head's ETag: head, history, backlog, outbox and the messages it took change
/// together or not at all.
/// </summary>
internal sealed class TurnTransaction(TableClient table, HeadRow heads, HubContent content, HubRubbish rubbish)
{
    public async Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation)
    {
        var before = commit.Before;
        var after = commit.After;
        var id = after.InstanceId;
        var folder = HubRows.Folder(after);
        var segment = commit.ReplacesHistory ? 0 : before.Segments;
        List<TableTransactionAction> rows = [];
        if (commit.Append.Count > 0)
        {
            after = after with { Segments = segment + 1 };
            rows.Add(Put(await content.EventsRowAsync(id, HubRows.History(after.Generation, segment), commit.Append, folder, cancellation)));
        }

        if (commit.Backlog.Count > 0)
            rows.Add(Put(await content.EventsRowAsync(id, HubRows.Backlog(after.Generation), commit.Backlog, folder, cancellation)));
        if (before.HasBacklog && !commit.KeepsBacklog && (commit.ReplacesHistory || commit.Backlog.Count == 0))
            rows.Add(HubRubbish.Delete(id, HubRows.Backlog(before.Generation)));
        if (commit.Outbox is { } outbox)
            rows.Add(Put(await content.OutboxRowAsync(outbox, cancellation)));
        rows.AddRange(commit.Consumed.Select(key => HubRubbish.Delete(id, HubRows.Message(key))));

        // The history that is replaced goes along as far as there is room, the rest afterwards.
        List<string> replaced = commit.ReplacesHistory
            ? [.. Enumerable.Range(0, before.Segments).Select(old => HubRows.History(before.Generation, old))]
            : [];
        var nowGone = replaced.Take(HubRows.LargestTransaction - 1 - rows.Count).ToList();
        rows.AddRange(nowGone.Select(key => HubRubbish.Delete(id, key)));

        var headRow = await heads.ToRowAsync(after, commit.Stamp, cancellation);
        rows.Insert(0, new TableTransactionAction(TableTransactionActionType.UpdateReplace, headRow, HeadRow.Fence(before)));
        var tag = await SubmitAsync(id, commit.Stamp, HeadRow.Fence(before), rows, cancellation);
        await rubbish.RemoveAsync(id, replaced.Skip(nowGone.Count), cancellation);
        return after with { ETag = tag.ToString() };
    }

    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    /// <summary>Submits; a refusal after a lost answer is told from a real one by the stamp on the head.</summary>
    private async Task<ETag> SubmitAsync(
        string instanceId, string stamp, ETag fence, List<TableTransactionAction> rows, CancellationToken cancellation)
    {
        try
        {
            var answer = await table.SubmitTransactionAsync(rows, cancellation);
            return answer.Value[0].Headers.ETag ?? throw new InvalidDataException("The table service answered a commit without an ETag.");
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 409 or 412)
        {
            var head = await HeadRow.FindAsync(table, instanceId, cancellation) ?? throw new InstanceGoneException(instanceId);
            if (HeadRow.CommitOf(head) == stamp)
                return head.ETag;
            if (head.ETag != fence)
                throw new FencedException(instanceId);
            throw;
        }
    }
}

/// <summary>The instance was removed while it had a turn: there is nothing left to run.</summary>
internal sealed class InstanceGoneException(string instanceId) : Exception($"Instance '{instanceId}' was removed from the task hub.");
