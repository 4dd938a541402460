namespace LipServerless.Domain.Decisions;

/// <summary>Vorgabe: what the expert groups are to change. Shown at its paragraph in the next round.</summary>
public sealed record Instruction
{
    /// <summary>1, 2, 3 … within the decision.</summary>
    public required int Number { get; init; }

    /// <summary>The paragraph concerned; null where it concerns the draft as a whole.</summary>
    public string? ParagraphId { get; init; }

    /// <summary>The expert group concerned (a theme's name); null where it follows from the paragraph.</summary>
    public string? Theme { get; init; }

    /// <summary>What is to be done, plain text.</summary>
    public required string Text { get; init; }
}
