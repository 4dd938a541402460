using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>
/// A row of a round's partition. <see cref="Version"/> is the store's: null for a row to be inserted; otherwise the row is
/// replaced only if nobody changed it since it was read.
/// </summary>
public abstract record StoredRecord
{
    /// <summary>The row's key within its round; characters a table allows.</summary>
    [JsonIgnore]
    public abstract string Key { get; }

    /// <summary>Opaque version (ETag) as read; null for a new row.</summary>
    [JsonIgnore]
    public string? Version { get; init; }
}
