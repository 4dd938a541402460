using System.Globalization;

namespace LipServerless.Rounds.Contracts;

/// <summary>Deterministic instance ids: <c>[a-z0-9-]</c>, at most 100 characters.</summary>
public static class InstanceIds
{
    /// <summary>The orchestration that runs a round in a generation.</summary>
    public static string OfRound(string roundId, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{roundId}-g{generation}");

    /// <summary>The orchestration of one body in a round and generation.</summary>
    public static string OfBody(string roundId, string bodyId, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{roundId}-g{generation}-{bodyId}");
}
