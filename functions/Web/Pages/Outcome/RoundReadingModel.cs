using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Drafts;

namespace LipServerless.Web.Pages.Outcome;

/// <summary>What the pages show that are for reading only: the steering group's, and the outcome for bodies.</summary>
public sealed record RoundReadingModel
{
    /// <summary>Path of the page, without a slash at its ends: <c>s/…</c> or <c>o/…</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The round.</summary>
    public required RoundView Round { get; init; }

    /// <summary>The draft.</summary>
    public required Draft Draft { get; init; }

    /// <summary>The frozen synopsis; null before.</summary>
    public Synopsis? Synopsis { get; init; }

    /// <summary>The decision; null before.</summary>
    public DecisionRecord? Decision => Round.Decision;

    /// <summary>Instructions of the decision before, at their paragraphs of this draft.</summary>
    public PlacedInstructions Earlier { get; init; } = PlacedInstructions.None;

    /// <summary>Instructions of this round's decision.</summary>
    public PlacedInstructions Given => PlacedInstructions.Of(Decision, Round.Round.Number, Draft);

    /// <summary>For a body: its row.</summary>
    public BodyRecord? Body { get; init; }

    /// <summary>The settings' zone.</summary>
    public string Zone => Round.Round.Settings.TimeZone;
}
