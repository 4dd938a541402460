using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Drafts;

/// <summary>The instructions of a decision at their places in a draft.</summary>
public sealed record PlacedInstructions
{
    /// <summary>No instructions.</summary>
    public static PlacedInstructions None { get; } = new();

    /// <summary>The round whose decision they stand in; 0 for none.</summary>
    public int RoundNumber { get; init; }

    /// <summary>When the steering group decided.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>To the draft as a whole, or to a paragraph it no longer has.</summary>
    public IReadOnlyList<Instruction> General { get; init; } = [];

    /// <summary>By paragraph id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Instruction>> ByParagraph { get; init; } =
        new Dictionary<string, IReadOnlyList<Instruction>>(StringComparer.Ordinal);

    /// <summary>Whether there are any.</summary>
    public bool Any => General.Count > 0 || ByParagraph.Count > 0;

    /// <summary>Those at a paragraph.</summary>
    public IReadOnlyList<Instruction> At(string paragraphId) => ByParagraph.GetValueOrDefault(paragraphId) ?? [];

    /// <summary>Places the instructions of a round's decision in a draft: that round's own, or its successor.</summary>
    public static PlacedInstructions Of(DecisionRecord? decision, int roundNumber, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (decision is null)
            return None;
        var known = draft.Paragraphs.Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);
        bool Placed(Instruction instruction) => instruction.ParagraphId is { } id && known.Contains(id);
        return new PlacedInstructions
        {
            RoundNumber = roundNumber,
            DecidedOn = decision.DecidedOn,
            General = [.. decision.Instructions.Where(instruction => !Placed(instruction))],
            ByParagraph = decision.Instructions.Where(Placed)
                .GroupBy(instruction => instruction.ParagraphId!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, IReadOnlyList<Instruction> (group) => [.. group], StringComparer.Ordinal),
        };
    }
}
