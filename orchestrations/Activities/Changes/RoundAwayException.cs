using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Changes;

/// <summary>
/// The round does not live here: nothing may change it. No orchestration runs into this: handing a round over ends its generation.
/// </summary>
public sealed class RoundAwayException(RoundRecord round) : Exception($"Round '{round.RoundId}' does not live here.")
{
    /// <summary>What staff are told.</summary>
    public static string Sentence(RoundRecord round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Away switch
        {
            { ArrivingFrom: not null } => $"Die Runde '{round.RoundId}' ist noch nicht vollständig eingelesen: bitte dasselbe Archiv noch einmal einlesen.",
            { NewAddress: { } address } => $"Die Runde '{round.RoundId}' ist umgezogen nach {address}: bitte dort weiterarbeiten.",
            _ => $"Die Runde '{round.RoundId}' ist zum Umzug angehalten: Sie geht dort weiter, wo ihr Archiv eingelesen wird, oder hier mit „Doch hier weiterführen“.",
        };
    }

    /// <summary>What staff are told of this round.</summary>
    public string Explanation { get; } = Sentence(round);
}
