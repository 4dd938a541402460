using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.States;
using LipServerless.Domain.Synopses;

namespace LipServerless.Web.Overview;

/// <summary>What is recorded about equality in a round, for staff: flagged, claimed, not affected, challenged. Holds no text of a statement.</summary>
public sealed record EqualityOverview
{
    /// <summary>The officer's id; null where none is asked.</summary>
    public string? BodyId { get; init; }

    /// <summary>Her German name.</summary>
    public string? Name { get; init; }

    /// <summary>What her part comes to so far: never two of these.</summary>
    public required EqualityState State { get; init; }

    /// <summary>Paragraphs that were flagged when the round started.</summary>
    public IReadOnlyList<ParagraphReference> Flagged { get; init; } = [];

    /// <summary>Unflagged paragraphs that she claims: they count as hers.</summary>
    public IReadOnlyList<ParagraphReference> Claimed { get; init; } = [];

    /// <summary>Single paragraphs that she calls not affected.</summary>
    public IReadOnlyList<ParagraphReference> NotAffected { get; init; } = [];

    /// <summary>She has recorded that nothing else in the draft is affected.</summary>
    public bool RestNotAffected { get; init; }

    /// <summary>Challenges of that, oldest first.</summary>
    public IReadOnlyList<ChallengeOverview> Challenges { get; init; } = [];

    /// <summary>The overview of a round.</summary>
    public static EqualityOverview Of(RoundView round, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(draft);
        var standing = EqualityStanding.Of(round);
        IReadOnlyList<ParagraphReference> Named(IReadOnlyList<string> ids) =>
            [.. draft.Commentable.Where(paragraph => ids.Contains(paragraph.Id)).Select(paragraph => new ParagraphReference(paragraph.Id, paragraph.Number))];
        return new()
        {
            BodyId = standing.Officer?.BodyId,
            Name = standing.Officer?.Name,
            State = StateOf(standing),
            Flagged = Named(round.Round.FlaggedParagraphs),
            Claimed = Named(standing.Claimed),
            NotAffected = Named(standing.NotAffected),
            RestNotAffected = standing.RestNotAffected,
            Challenges =
            [
                .. (standing.Officer?.Challenges ?? []).Select(challenge => new ChallengeOverview
                {
                    At = challenge.At,
                    Paragraphs = Named(challenge.Paragraphs),
                    Reason = challenge.Reason,
                    Outcome = EqualityStanding.OutcomeOf(challenge, round, standing.Officer!),
                }),
            ],
        };
    }

    private static EqualityState StateOf(EqualityStanding standing) => standing switch
    {
        { Officer: null } => EqualityState.NotAsked,
        { SaysNotAffected: true } => EqualityState.NotAffected,
        { Officer.HasAnswered: false, Speaking: [] } => EqualityState.Silent,
        { Officer: var officer } when officer.ResultSoFar() == BodyResult.NilReturn => EqualityState.NilReturn,
        _ => EqualityState.Answered,
    };
}

/// <summary>What the equality officer's part comes to.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<EqualityState>))]
public enum EqualityState
{
    /// <summary>No equality officer is asked.</summary>
    NotAsked,

    /// <summary>Nothing was handed in.</summary>
    Silent,

    /// <summary>Fehlanzeige.</summary>
    NilReturn,

    /// <summary>A statement without "nicht betroffen".</summary>
    Answered,

    /// <summary>"Nicht betroffen" is recorded, for single paragraphs or for all that is not flagged.</summary>
    NotAffected,
}

/// <summary>A paragraph by id and number.</summary>
public sealed record ParagraphReference(string Id, int Number);

/// <summary>A challenge and what became of it.</summary>
public sealed record ChallengeOverview
{
    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The paragraphs it is about; empty for the draft as a whole.</summary>
    public required IReadOnlyList<ParagraphReference> Paragraphs { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What became of it.</summary>
    public required ChallengeOutcome Outcome { get; init; }
}
