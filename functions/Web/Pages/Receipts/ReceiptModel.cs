using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Receipts;

/// <summary>What the receipt of one version shows.</summary>
public sealed record ReceiptModel
{
    /// <summary>The link's token.</summary>
    public required string Token { get; init; }

    /// <summary>The round.</summary>
    public required RoundView Round { get; init; }

    /// <summary>The body.</summary>
    public required BodyRecord Body { get; init; }

    /// <summary>The draft, for paragraph numbers.</summary>
    public required Draft Draft { get; init; }

    /// <summary>The version.</summary>
    public required StatementRecord Statement { get; init; }

    /// <summary>What it says; null once erased.</summary>
    public StatementContent? Content { get; init; }

    /// <summary>Until when it can be changed (exclusive); null where it cannot.</summary>
    public DateTimeOffset? EditableUntil { get; init; }

    /// <summary>Versions that somebody else stored while this one was written: both are kept.</summary>
    public IReadOnlyList<StatementRecord> Overtaken { get; init; } = [];

    /// <summary>Whether no later version exists.</summary>
    public bool IsNewest => Statement.Number == Body.Versions;

    /// <summary>The settings' zone.</summary>
    public string Zone => Round.Round.Settings.TimeZone;
}
