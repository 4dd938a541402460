namespace LipServerless.Domain.States;

/// <summary>All legal moves of rounds and bodies, as one table each.</summary>
public static class LegalMoves
{
    /// <summary>From each round state, where it may go.</summary>
    public static IReadOnlyDictionary<RoundState, IReadOnlyList<RoundState>> OfRounds { get; } =
        new Dictionary<RoundState, IReadOnlyList<RoundState>>
        {
            [RoundState.Collecting] = [RoundState.AwaitingDecision],
            [RoundState.AwaitingDecision] = [RoundState.Returned, RoundState.Accepted],
            [RoundState.Returned] = [],
            [RoundState.Accepted] = [],
        };

    /// <summary>From each body state, where it may go.</summary>
    public static IReadOnlyDictionary<BodyState, IReadOnlyList<BodyState>> OfBodies { get; } =
        new Dictionary<BodyState, IReadOnlyList<BodyState>>
        {
            [BodyState.Planned] = [BodyState.Open],
            [BodyState.Open] = [BodyState.Closed],
            [BodyState.Closed] = [],
        };

    /// <summary>The state moved to, or <see cref="IllegalMoveException"/>.</summary>
    public static RoundState Move(this RoundState from, RoundState to) =>
        OfRounds[from].Contains(to) ? to : throw new IllegalMoveException("A round", from.ToString(), to.ToString());

    /// <summary>The state moved to, or <see cref="IllegalMoveException"/>.</summary>
    public static BodyState Move(this BodyState from, BodyState to) =>
        OfBodies[from].Contains(to) ? to : throw new IllegalMoveException("A body", from.ToString(), to.ToString());
}
