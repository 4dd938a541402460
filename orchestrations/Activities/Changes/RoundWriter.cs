using LipServerless.Activities.Ports;
using LipServerless.Activities.Telemetry;

namespace LipServerless.Activities.Changes;

/// <summary>
/// Reads a round, decides, commits; reads again and decides anew where somebody else was faster. The one way in which
/// activities and commands change a round.
/// </summary>
public sealed class RoundWriter(IRoundStore store)
{
    private const int Attempts = 10;

    /// <summary>
    /// Decides on what is stored and commits. <paramref name="decide"/> may run several times and must have no other effect
    /// than writing documents (whose names hold their content's hash). A null change commits nothing.
    /// </summary>
    /// <exception cref="RoundNotFoundException">There is no such round.</exception>
    /// <exception cref="RoundAwayException">The round does not live here: it was handed over to another place.</exception>
    /// <exception cref="StoreConflictException">Others were faster ten times in a row.</exception>
    public async Task<T> ChangeAsync<T>(
        string roundId, Func<RoundView, CancellationToken, Task<(RoundChange? Change, T Result)>> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decide);
        for (var attempt = 1; ; attempt++)
        {
            var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
            var (change, result) = await decide(round, cancellationToken);
            if (change is null)
                return result;
            if (round.Round.Away is not null && change.Log != LogGate.Reopen)
                throw new RoundAwayException(round.Round);
            try
            {
                await store.CommitAsync(roundId, change, cancellationToken);
                RoundMeter.Stored(change);
                return result;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Somebody else changed the round in between: what they stored may change the decision.
            }
        }
    }

    /// <summary>As the other overload, for decisions that need no waiting.</summary>
    public Task<T> ChangeAsync<T>(string roundId, Func<RoundView, (RoundChange? Change, T Result)> decide, CancellationToken cancellationToken) =>
        ChangeAsync(roundId, (round, _) => Task.FromResult(decide(round)), cancellationToken);
}

/// <summary>There is no such round.</summary>
public sealed class RoundNotFoundException(string roundId) : Exception($"There is no round '{roundId}'.")
{
    /// <summary>The id asked for.</summary>
    public string RoundId { get; } = roundId;
}
