namespace LipServerless.Domain.Statements;

/// <summary>A body's view of one paragraph.</summary>
public sealed record ParagraphView
{
    /// <summary>The paragraph's stable id in the draft.</summary>
    public required string ParagraphId { get; init; }

    /// <summary>What the body says; null where it only comments or claims.</summary>
    public Stance? Stance { get; init; }

    /// <summary>Reason or comment, plain text.</summary>
    public string? Comment { get; init; }

    /// <summary>The wording the body proposes instead, plain text.</summary>
    public string? ProposedWording { get; init; }

    /// <summary>The equality officer claims this unflagged paragraph as relevant for equality.</summary>
    public bool Claimed { get; init; }

    /// <summary>The equality officer calls this paragraph not affected: a recorded choice, no stance and no silence. Not written where she does not.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool NotAffected { get; init; }

    /// <summary>In a joint view: ids of the councils on whose views it rests. Null where none is named; not written then.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Sources { get; init; }
}
