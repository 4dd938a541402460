using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.WorkingDrafts;

/// <summary>
/// Keeps "begonnen" on the body's row true: texts are typed that are not submitted. The texts lie in another table, so no transaction
/// holds both. Whoever saves a text reads the row after it; whoever takes the mark away looks at the texts once more after that. So
/// whichever of the two comes second puts it right.
/// </summary>
internal sealed class BegunMark(IWorkingDraftStore drafts, IRoundStore rounds)
{
    private readonly RoundWriter writer = new(rounds);

    /// <summary>Whether any of these fields holds what is not submitted.</summary>
    public static bool IsPending(IEnumerable<DraftFieldRecord> fields, IReadOnlyDictionary<string, string> submitted) =>
        fields.Any(field => field.Text != (submitted.GetValueOrDefault(field.Field) ?? ""));

    /// <summary>Looks at what is typed and says so on the row.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyId">The body.</param>
    /// <param name="submitted">The newest submitted texts by field; empty ones may be missing.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task RenewAsync(string roundId, string bodyId, IReadOnlyDictionary<string, string> submitted, CancellationToken cancellationToken)
    {
        var isPending = await IsPendingAsync();
        await SetAsync(roundId, bodyId, isPending, cancellationToken);
        if (!isPending && await IsPendingAsync())
            await SetAsync(roundId, bodyId, isBegun: true, cancellationToken);

        async Task<bool> IsPendingAsync() => IsPending(await drafts.ReadAsync(roundId, bodyId, cancellationToken), submitted);
    }

    /// <summary>Sets or takes away the mark where it is not so already.</summary>
    public Task SetAsync(string roundId, string bodyId, bool isBegun, CancellationToken cancellationToken) => writer.ChangeAsync(
        roundId,
        round => (round.Body(bodyId) is { } body && body.Begun != isBegun ? new RoundChange { Put = [body with { Begun = isBegun }] } : null, true),
        cancellationToken);
}
