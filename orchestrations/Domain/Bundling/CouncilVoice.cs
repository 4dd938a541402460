using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Bundling;

/// <summary>One council as its conference sees it: what it handed in, or that it handed in nothing.</summary>
public sealed record CouncilVoice
{
    /// <summary>Its id.</summary>
    public required string BodyId { get; init; }

    /// <summary>Its German name.</summary>
    public required string Name { get; init; }

    /// <summary>What stands for it: a statement online and one on paper may both; a late one beside them. Empty where it handed in nothing.</summary>
    public IReadOnlyList<CouncilPaper> Papers { get; init; } = [];

    /// <summary>What it comes to as a whole.</summary>
    public CouncilPart Part => Papers switch
    {
        [] => CouncilPart.Silent,
        _ when Papers.All(paper => !paper.Counts) => CouncilPart.Late,
        _ when Papers.Where(paper => paper.Counts).All(paper => paper.IsNil) => CouncilPart.NilReturn,
        _ => CouncilPart.Answered,
    };

    /// <summary>Its views of a paragraph, with the paper each stands in.</summary>
    public IEnumerable<(CouncilPaper Paper, ParagraphView View)> At(string paragraphId) =>
        from paper in Papers
        from view in paper.Content?.Views ?? []
        where view.ParagraphId == paragraphId
        select (paper, view);
}

/// <summary>A statement that stands for a council.</summary>
/// <param name="Content">What it says; null once erased.</param>
/// <param name="Counts">Whether it is counted: given in time, or late and admitted. A late one is shown all the same.</param>
/// <param name="IsNil">Fehlanzeige.</param>
public sealed record CouncilPaper(StatementContent? Content, bool Counts, bool IsNil);

/// <summary>What a council's part comes to; exactly one. Only a statement's own words are agreement.</summary>
public enum CouncilPart
{
    /// <summary>It gave a statement that counts.</summary>
    Answered,

    /// <summary>Fehlanzeige.</summary>
    NilReturn,

    /// <summary>It only handed in something late that is not admitted: shown, and not counted.</summary>
    Late,

    /// <summary>It handed in nothing.</summary>
    Silent,
}
