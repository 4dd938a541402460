using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Commands.WorkingDrafts;

/// <summary>
/// After submitting: what was submitted is no working draft any more. What somebody else of the body has typed and the submitted version
/// does not hold stays, and the body's row goes on saying "begonnen".
/// </summary>
public sealed class SettleWorkingDraft(IWorkingDraftStore drafts, IRoundStore rounds)
{
    private const int Attempts = 10;

    private readonly BegunMark mark = new(drafts, rounds);

    /// <summary>Removes what the submitted version made superfluous.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyId">The body.</param>
    /// <param name="session">The opened page that submitted: its own older savings are superseded.</param>
    /// <param name="submitted">Texts of the submitted version by field; empty ones may be missing.</param>
    /// <param name="cancellationToken">Ends the attempt; what is left over is shown as begun, and lost is nothing.</param>
    public async Task ExecuteAsync(string roundId, string bodyId, string session, IReadOnlyDictionary<string, string> submitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submitted);
        for (var attempt = 1; ; attempt++)
        {
            var rows = await drafts.ReadAsync(roundId, bodyId, cancellationToken);
            var settled = rows.Where(row => row.Session == session || row.Text == (submitted.GetValueOrDefault(row.Field) ?? "")).ToList();
            try
            {
                await drafts.CommitAsync(
                    roundId,
                    [.. settled.Where(row => row.Kept.Count > 0).Select(row => row with { Text = submitted.GetValueOrDefault(row.Field) ?? "" })],
                    [.. settled.Where(row => row.Kept.Count == 0)],
                    cancellationToken);
                break;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Somebody goes on typing: their field is no longer as it was read.
            }
        }

        await mark.RenewAsync(roundId, bodyId, submitted, cancellationToken);
    }

    /// <summary>After a nil return: nothing was submitted, and what had been typed stays begun.</summary>
    public Task AfterNilAsync(string roundId, string bodyId, CancellationToken cancellationToken) =>
        mark.RenewAsync(roundId, bodyId, new Dictionary<string, string>(), cancellationToken);
}
