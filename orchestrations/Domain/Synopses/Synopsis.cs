using System.Text.Json.Serialization;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Synopses;

/// <summary>
/// Synopse: everything that was said to a draft, frozen when the collection closes. Regenerates identically from its
/// document: it holds all that its HTML, CSV and JSON forms show.
/// </summary>
public sealed record Synopsis
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The round's number within its consultation.</summary>
    public required int RoundNumber { get; init; }

    /// <summary>The round's title.</summary>
    public required string Title { get; init; }

    /// <summary>The draft's title.</summary>
    public required string DraftTitle { get; init; }

    /// <summary>Hash of the draft that was asked about.</summary>
    public required string DraftHash { get; init; }

    /// <summary>When it was frozen (process time).</summary>
    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>How many were asked and what became of it.</summary>
    public required SynopsisCounts Counts { get; init; }

    /// <summary>Whether the conference adopted a joint view; otherwise the councils' views go on singly, "ungebündelt".</summary>
    public required Bundling Bundling { get; init; }

    /// <summary>A row for each commentable paragraph of the draft, in its order.</summary>
    public IReadOnlyList<SynopsisParagraph> Paragraphs { get; init; } = [];

    /// <summary>Every body that was asked: joint view first, then councils, then the others.</summary>
    public IReadOnlyList<SynopsisBody> Bodies { get; init; } = [];
}

/// <summary>What became of the councils' views.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Bundling>))]
public enum Bundling
{
    /// <summary>No conference of delegates was asked.</summary>
    NotAsked,

    /// <summary>The joint view was adopted; the councils' views are annexed.</summary>
    Bundled,

    /// <summary>No joint view by the deadline: "ungebündelt".</summary>
    Unbundled,
}

/// <summary>Counts of bodies; each asked body is in exactly one of <see cref="Web"/>, <see cref="OnBehalf"/>, <see cref="Nil"/>, <see cref="Expired"/>.</summary>
public sealed record SynopsisCounts
{
    /// <summary>Bodies asked: the base of every percentage.</summary>
    public int Asked { get; init; }

    /// <summary>Answered behind their link, without nil returns.</summary>
    public int Web { get; init; }

    /// <summary>Answered by another channel, without nil returns.</summary>
    public int OnBehalf { get; init; }

    /// <summary>Nil returns.</summary>
    public int Nil { get; init; }

    /// <summary>Never answered in time.</summary>
    public int Expired { get; init; }

    /// <summary>Late statements, admitted or not.</summary>
    public int Late { get; init; }

    /// <summary>Of those that answered: whose statement records "nicht betroffen" for what it does not name.</summary>
    public int NotAffected { get; init; }
}

/// <summary>A paragraph with all views of it.</summary>
public sealed record SynopsisParagraph
{
    /// <summary>Its stable id.</summary>
    public required string ParagraphId { get; init; }

    /// <summary>Its number in the draft.</summary>
    public required int Number { get; init; }

    /// <summary>Its theme; null where the draft has none.</summary>
    public string? Theme { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>Flagged as relevant for equality.</summary>
    public bool EqualityRelevant { get; init; }

    /// <summary>Not flagged, and claimed by the equality officer: it counts as hers.</summary>
    public bool EqualityClaimed { get; init; }

    /// <summary>Views of it: joint view first, then councils, then the others.</summary>
    public IReadOnlyList<SynopsisEntry> Entries { get; init; } = [];
}

/// <summary>One body's view of one paragraph.</summary>
public sealed record SynopsisEntry
{
    /// <summary>Whose.</summary>
    public required string BodyId { get; init; }

    /// <summary>Its German name.</summary>
    public required string BodyName { get; init; }

    /// <summary>What it is to the process.</summary>
    public required BodyKind BodyKind { get; init; }

    /// <summary>Receipt number of the statement it stands in.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>Stance; null where it only comments or claims.</summary>
    public Stance? Stance { get; init; }

    /// <summary>Reason or comment.</summary>
    public string? Comment { get; init; }

    /// <summary>Proposed wording.</summary>
    public string? ProposedWording { get; init; }

    /// <summary>Claimed by the equality officer.</summary>
    public bool Claimed { get; init; }

    /// <summary>Called not affected by the equality officer: recorded, neither a stance nor silence.</summary>
    public bool NotAffected { get; init; }

    /// <summary>In a joint view: the German names of the councils on whose views it rests.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Admitted although late.</summary>
    public bool Late { get; init; }
}

/// <summary>A body that was asked, and everything it handed in.</summary>
public sealed record SynopsisBody
{
    /// <summary>Its id.</summary>
    public required string BodyId { get; init; }

    /// <summary>Its German name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to the process.</summary>
    public required BodyKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required BodyResult Result { get; init; }

    /// <summary>All versions, oldest first: those that count, those superseded, those late.</summary>
    public IReadOnlyList<SynopsisStatement> Statements { get; init; } = [];

    /// <summary>Both a web and a paper statement exist and nobody said which counts: both do.</summary>
    public bool ChannelUndecided { get; init; }

    /// <summary>The equality officer: nothing else in the draft is affected.</summary>
    public bool NotAffected { get; init; }

    /// <summary>The equality officer: challenges of that, oldest first.</summary>
    public IReadOnlyList<SynopsisChallenge> Challenges { get; init; } = [];

    /// <summary>A council's reason for its mark "abweichend"; null where it set none.</summary>
    public string? Dissent { get; init; }

    /// <summary>Receipt number of that mark.</summary>
    public string? DissentReceiptNumber { get; init; }
}

/// <summary>One version of a statement in the synopsis.</summary>
public sealed record SynopsisStatement
{
    /// <summary>1, 2, 3 … for each body.</summary>
    public required int Number { get; init; }

    /// <summary>What the body was told.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>The way it came in.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Server receipt.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>Date of receipt on paper.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Counts, is superseded by a later version, or was late.</summary>
    public required StatementStanding Standing { get; init; }

    /// <summary>Why a late statement was admitted or not.</summary>
    public string? LateReason { get; init; }

    /// <summary>The whole statement, verbatim; null once erased.</summary>
    public StatementContent? Content { get; init; }
}

/// <summary>Whether a version counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatementStanding>))]
public enum StatementStanding
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>A later version of the same body replaced it.</summary>
    Superseded,

    /// <summary>The body's contact said that the other channel's statement counts.</summary>
    OtherChannelCounts,

    /// <summary>Late, listed apart; not admitted, or not decided.</summary>
    Late,

    /// <summary>Late and admitted: it counts.</summary>
    LateAdmitted,
}
