namespace LipServerless.Domain.Statements;

/// <summary>A council's resolution on its statement, as its minutes record it.</summary>
public sealed record CouncilResolution
{
    /// <summary>The date of the meeting.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Ja; null where the votes were not counted.</summary>
    public int? For { get; init; }

    /// <summary>Nein.</summary>
    public int? Against { get; init; }

    /// <summary>Enthaltungen.</summary>
    public int? Abstentions { get; init; }
}
