using Azure.Data.Tables;

namespace LipServerless.Adapters.Tables;

/// <summary>The index of rounds: a partition of their table with a row for each.</summary>
internal static class RoundIndex
{
    // An id of a round never starts with an underscore.
    public const string Partition = "_rounds";

    private const string StartedAtColumn = "StartedAt";

    /// <summary>A round's row.</summary>
    public static TableEntity Row(string roundId, DateTimeOffset startedAt) => new(Partition, roundId) { [StartedAtColumn] = startedAt };

    /// <summary>When the round of a row started.</summary>
    public static DateTimeOffset StartedAt(TableEntity row) => row.GetDateTimeOffset(StartedAtColumn) ?? DateTimeOffset.MinValue;
}
