using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>What staff are asked to erase.</summary>
public sealed record ErasureRequest
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body it is about.</summary>
    public required string BodyId { get; init; }

    /// <summary>What.</summary>
    public required ErasureTarget What { get; init; }

    /// <summary>The number of a statement's version, or of a request for more time.</summary>
    public int? Number { get; init; }

    /// <summary>The SHA-256 of a file.</summary>
    public string? Hash { get; init; }

    /// <summary>A colleague: the name as the body's page shows it. Stored nowhere.</summary>
    public string? Name { get; init; }

    /// <summary>Why; the log keeps it in an erasable side row. It should name nobody.</summary>
    public required string Reason { get; init; }

    /// <summary>The person of staff.</summary>
    public required string Who { get; init; }
}

/// <summary>What was erased on request.</summary>
/// <param name="Count">How many rows, documents or files; 0 where it was erased before.</param>
/// <param name="SynopsisQuotes">Whether the frozen synopsis, an official record, still quotes it.</param>
public sealed record ErasureDone(int Count, bool SynopsisQuotes);
