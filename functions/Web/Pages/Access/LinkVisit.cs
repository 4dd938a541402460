using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Access;

/// <summary>Somebody came with a link: what it opens, or why it does not.</summary>
public sealed record LinkVisit
{
    /// <summary>Whether it opens.</summary>
    public required LinkState State { get; init; }

    /// <summary>The link; null where <see cref="LinkState.Unknown"/>.</summary>
    public LinkRecord? Link { get; init; }

    /// <summary>Its round; null where <see cref="LinkState.Unknown"/>.</summary>
    public RoundView? Round { get; init; }

    /// <summary>Its body; null where unknown and for the steering group.</summary>
    public BodyRecord? Body { get; init; }

    /// <summary>What its holder may do on the body's page.</summary>
    public PageAccess Access { get; init; } = PageAccess.None;

    /// <summary>A link that opens nothing and about which nothing is said.</summary>
    public static LinkVisit Nobody { get; } = new() { State = LinkState.Unknown };
}

/// <summary>Whether a link opens.</summary>
public enum LinkState
{
    /// <summary>It does.</summary>
    Open,

    /// <summary>Malformed, never given, or of another kind: 404.</summary>
    Unknown,

    /// <summary>What it opens is not there yet: 404.</summary>
    NotYet,

    /// <summary>Withdrawn: 410.</summary>
    Revoked,

    /// <summary>Its round is decided: 410.</summary>
    RoundOver,

    /// <summary>It opens, but what was asked for behind it has been erased: 410.</summary>
    Erased,

    /// <summary>Its round was handed over to another place, where the same link opens it: 410.</summary>
    Moved,
}
