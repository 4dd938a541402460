using LipServerless.Activities.Ports;
using LipServerless.Activities.Synopses;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Equality;

/// <summary>What the equality officer has recorded in a round, from its rows alone.</summary>
public sealed record EqualityStanding
{
    /// <summary>Her row; null where none is asked.</summary>
    public BodyRecord? Officer { get; init; }

    /// <summary>The versions that stand for her.</summary>
    public IReadOnlyList<StatementRecord> Speaking { get; init; } = [];

    /// <summary>Ids of unflagged paragraphs that she claims: they count as hers.</summary>
    public IReadOnlyList<string> Claimed { get; init; } = [];

    /// <summary>Ids of single paragraphs that she calls not affected.</summary>
    public IReadOnlyList<string> NotAffected { get; init; } = [];

    /// <summary>Whether she has recorded that nothing else in the draft is affected. Neither a nil return nor silence.</summary>
    public bool RestNotAffected { get; init; }

    /// <summary>Whether there is anything that can be challenged.</summary>
    public bool SaysNotAffected => RestNotAffected || NotAffected.Count > 0;

    /// <summary>What stands for the officer of a round.</summary>
    public static EqualityStanding Of(RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Bodies.FirstOrDefault(body => body.Kind == BodyKind.EqualityOfficer) is not { } officer)
            return new();
        var speaking = round.Statements.Where(version => version.BodyId == officer.BodyId && Standings.Of(version, officer).Speaks()).ToList();
        return new()
        {
            Officer = officer,
            Speaking = speaking,
            Claimed = [.. speaking.SelectMany(version => version.Claimed).Distinct(StringComparer.Ordinal)],
            NotAffected = [.. speaking.SelectMany(version => version.NotAffected).Distinct(StringComparer.Ordinal)],
            RestNotAffected = speaking.Exists(version => version.RestNotAffected),
        };
    }

    /// <summary>What became of a challenge: the first version after it says so.</summary>
    public static ChallengeOutcome OutcomeOf(NotAffectedChallenge challenge, RoundView round, BodyRecord officer)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(officer);
        var answer = round.Statements.Where(version => version.BodyId == officer.BodyId && version.Number > challenge.Version).MinBy(version => version.Number);
        if (answer is null)
            return ChallengeOutcome.Open;
        var stands = challenge.Paragraphs.Count == 0
            ? answer.RestNotAffected || answer.NotAffected.Count > 0
            : challenge.Paragraphs.All(paragraph => !answer.Claimed.Contains(paragraph) && (answer.RestNotAffected || answer.NotAffected.Contains(paragraph)));
        return stands ? ChallengeOutcome.Confirmed : ChallengeOutcome.Changed;
    }

    /// <summary>Whether a body has a challenge that no version has answered yet.</summary>
    public static bool IsAsked(BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body.Challenges.Any(challenge => challenge.Version == body.Versions);
    }
}
