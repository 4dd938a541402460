namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>How an Azurite is started.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Where its data, its log and its pid file lie. One Azurite for one folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Port of the blob service on 127.0.0.1; 0: a free one.</summary>
    public int BlobPort { get; init; }

    /// <summary>Port of the table service on 127.0.0.1; 0: a free one.</summary>
    public int TablePort { get; init; }

    /// <summary>Keep nothing on disk. For tests.</summary>
    public bool InMemory { get; init; }

    /// <summary>
    /// A process whose end also ends this Azurite, by SIGTERM to itself within a second. Null: it survives everybody until it is
    /// stopped, which is what a host wants whose acknowledged data must outlive its own crash.
    /// </summary>
    public int? OwnerProcessId { get; init; }
}
