namespace LipServerless.Embedded.Inbox.Storage;

/// <summary>
/// A count that survives a killed process: one byte in a file for each thing counted, so that its length is the count and a torn
/// write cannot spoil it. Thread-safe.
/// </summary>
internal sealed class PersistentCount : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file;
    private long count;

    public PersistentCount(string path)
    {
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        count = file.Length;
    }

    public long Value => Interlocked.Read(ref count);

    public void Increment()
    {
        lock (gate)
        {
            file.WriteByte((byte)'.');
            Interlocked.Increment(ref count);
        }
    }

    public void Dispose() => file.Dispose();
}
