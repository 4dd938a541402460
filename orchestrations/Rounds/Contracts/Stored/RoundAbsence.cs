namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>
/// Why a round that is stored here does not live here: it was handed over to another place, or its import is not complete. Nobody runs it,
/// its log is closed (<see cref="AuditHeadRecord.Closed"/>), and nothing changes it, so that no two places act for one round.
/// </summary>
public sealed record RoundAbsence
{
    /// <summary>Since when (process time).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The new place's address, absolute and with a slash at its end: pages link there. Null where none was named.</summary>
    public Uri? NewAddress { get; init; }

    /// <summary>While it is imported: hash of the archive that it comes from. Null for a round that was handed over.</summary>
    public string? ArrivingFrom { get; init; }
}
