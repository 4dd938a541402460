using LipServerless.Embedded.Inbox.Protocol;

namespace LipServerless.Embedded.Inbox.Storage;

/// <summary>
/// The mails of one folder: their files, and what lists and filters need of them in memory. Thread-safe. One process at a time.
/// </summary>
internal sealed class MailStore : IDisposable
{
    private readonly string mails;
    private readonly TimeProvider clock;
    private readonly FileStream claim;
    private readonly PersistentCount posts;
    private readonly PersistentCount duplicates;
    private readonly Lock gate = new();
    private readonly SortedList<long, MailSummary> byId = [];
    private readonly Dictionary<Guid, MailSummary> byOperation = [];
    private long lastId;

    /// <summary>Takes a folder and reads what lies in it.</summary>
    /// <exception cref="IOException">Another inbox uses the folder, or it cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">A file among the mails is none.</exception>
    public MailStore(string folder, TimeProvider clock)
    {
        this.clock = clock;
        mails = Path.Combine(folder, "mails");
        Directory.CreateDirectory(mails);
        claim = Claim(folder);
        try
        {
            foreach (var left in Directory.EnumerateFiles(mails, "*" + DurableFile.UnfinishedSuffix)) File.Delete(left);
            foreach (var path in Directory.EnumerateFiles(mails, "*" + MailFile.Suffix)) Remember(MailFile.Read(path).Summary);
            lastId = byId.Count == 0 ? 0 : byId.Keys[^1];
            posts = new PersistentCount(Path.Combine(folder, "posts.count"));
            duplicates = new PersistentCount(Path.Combine(folder, "duplicates.count"));
        }
        catch
        {
            claim.Dispose();
            posts?.Dispose();
            throw;
        }
    }

    public InboxStats Stats
    {
        get
        {
            lock (gate) return new InboxStats(posts.Value, byOperation.Count, duplicates.Value, byId.Count);
        }
    }

    /// <summary>What the clock shows that dates mails.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    public void CountPost() => posts.Increment();

    public void CountDuplicate() => duplicates.Increment();

    /// <summary>All mails, newest first: a snapshot.</summary>
    public MailSummary[] NewestFirst()
    {
        lock (gate)
        {
            var all = byId.Values.ToArray();
            Array.Reverse(all);
            return all;
        }
    }

    public MailSummary? Find(long id)
    {
        lock (gate) return byId.GetValueOrDefault(id);
    }

    /// <summary>The first mail that was stored under an operation id.</summary>
    public MailSummary? Find(Guid operationId)
    {
        lock (gate) return byOperation.GetValueOrDefault(operationId);
    }

    /// <summary>Reads a mail's bodies and attachments from its file; null if there is no such mail.</summary>
    public (MailSummary Summary, SubmittedMail Mail)? Read(long id) =>
        Find(id) is null ? null : MailFile.Read(Path.Combine(mails, MailFile.Name(id)));

    /// <summary>Stores a mail. When this returns, it is on disk and in the lists.</summary>
    public async Task<MailSummary> AddAsync(Guid operationId, SubmittedMail mail, ReadOnlyMemory<byte> body, DateTimeOffset received, MailFailure? failure)
    {
        var summary = MailFile.Summarise(Interlocked.Increment(ref lastId), operationId, received, mail, failure);
        await DurableFile.WriteNewAsync(Path.Combine(mails, MailFile.Name(summary.Id)), MailFile.Write(summary, body));
        lock (gate) Remember(summary);
        return summary;
    }

    public void Dispose()
    {
        posts.Dispose();
        duplicates.Dispose();
        claim.Dispose();
    }

    private static FileStream Claim(string folder)
    {
        var path = Path.Combine(folder, "inbox.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"Another inbox is using {folder}.", e);
        }
    }

    // Files are read in any order: the first mail of an operation is the one with the lowest number.
    private void Remember(MailSummary summary)
    {
        byId.Add(summary.Id, summary);
        if (!byOperation.TryGetValue(summary.OperationId, out var known) || summary.Id < known.Id) byOperation[summary.OperationId] = summary;
    }
}
