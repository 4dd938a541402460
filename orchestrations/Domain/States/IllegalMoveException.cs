namespace LipServerless.Domain.States;

/// <summary>A move that the table in <see cref="LegalMoves"/> does not allow. Never a silent no-op.</summary>
public sealed class IllegalMoveException(string what, string from, string to)
    : InvalidOperationException($"{what} cannot go from {from} to {to}.")
{
    /// <summary>What was to move: a round or a body.</summary>
    public string What { get; } = what;

    /// <summary>The state it was in.</summary>
    public string From { get; } = from;

    /// <summary>The state asked for.</summary>
    public string To { get; } = to;
}
