namespace LipServerless.Activities.Commands;

/// <summary>What a command did.</summary>
public record CommandResult
{
    /// <summary>Instances to which the caller raises the event "changed": a hint, the store is the truth.</summary>
    public IReadOnlyList<string> Wake { get; init; } = [];
}

/// <summary>A statement was stored: what its giver is told.</summary>
public sealed record StatementStored : CommandResult
{
    /// <summary>Receipt number.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>The version's number.</summary>
    public required int Number { get; init; }

    /// <summary>It came after the body's deadline and is listed apart.</summary>
    public bool Late { get; init; }
}
