using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>
/// A change to all bodies is committed in portions: a transaction holds a hundred rows, and each body needs four (its own, a mail,
/// a log entry with its side row). What a crash leaves over is done by repeating the command.
/// </summary>
internal static class Portions
{
    /// <summary>Most bodies in one transaction; leaves room for the conference, which moves with the councils, and the log's head.</summary>
    public const int Bodies = 20;

    /// <summary>Changes the bodies; null where others were faster and nothing was left to do.</summary>
    /// <param name="writer">Writes the round.</param>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyIds">Whom the command means.</param>
    /// <param name="decide">Decides one portion and answers whom to wake; nulls where nothing of it is left to do.</param>
    /// <param name="cancellationToken">Ends the command after a portion.</param>
    public static async Task<CommandResult?> ChangeAsync(
        RoundWriter writer,
        string roundId,
        IEnumerable<string> bodyIds,
        Func<RoundView, string[], (RoundChange? Change, IReadOnlyList<string>? Wake)> decide,
        CancellationToken cancellationToken)
    {
        var (wake, done) = (new List<string>(), false);
        foreach (var portion in bodyIds.Chunk(Bodies))
        {
            var woken = await writer.ChangeAsync(roundId, current => decide(current, portion), cancellationToken);
            done |= woken is not null;
            wake.AddRange(woken ?? []);
        }

        return done ? new() { Wake = [.. wake.Distinct(StringComparer.Ordinal)] } : null;
    }
}
