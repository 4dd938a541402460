namespace LipServerless.Activities.Archives;

/// <summary>How large an archive may be that is read: whatever it says of itself, nothing beyond this is unpacked or kept.</summary>
public static class ArchiveLimits
{
    /// <summary>Entries.</summary>
    public const int Entries = 20_000;

    /// <summary>Unpacked bytes of one entry: held in memory one at a time. The largest file that may be handed in is smaller.</summary>
    public const long EntryBytes = 128L * 1024 * 1024;

    /// <summary>Unpacked bytes of all entries.</summary>
    public const long TotalBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes that may be uploaded: what the Functions host lets through. Larger ones take the command line.</summary>
    public const long UploadBytes = 100L * 1024 * 1024;
}
