using System.Text;
using System.Text.Json;
using LipServerless.Embedded.Inbox.Storage;

namespace LipServerless.Embedded.Inbox.Reports;

/// <summary>
/// The delivery reports of a folder: a file to which a line is added for each thing that happens, and all of it in memory. A report is lost
/// by no killed process: what has no acknowledgement in the file is sent again. Thread-safe.
/// </summary>
internal sealed class ReportLog : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file;
    private readonly Dictionary<long, List<Entry>> byMail = [];
    private readonly Dictionary<Guid, Entry> byId = [];
    private readonly SortedDictionary<long, Entry> waiting = [];
    private TaskCompletionSource? settled;
    private long made;

    /// <summary>Opens the folder's file.</summary>
    /// <exception cref="InvalidDataException">A line is none of ours.</exception>
    public ReportLog(string folder)
    {
        var path = Path.Combine(folder, "reports.jsonl");
        file = new FileStream(path, DurableFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite));
        try
        {
            Replay(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Called, outside any lock, when something may have become due.</summary>
    public event Action? Changed;

    /// <summary>Reports by state.</summary>
    public IReadOnlyDictionary<ReportState, int> Counts
    {
        get
        {
            lock (gate) return byId.Values.CountBy(entry => entry.Report.State).ToDictionary();
        }
    }

    /// <summary>Whether it was settled what becomes of a mail.</summary>
    public bool Knows(long mailId)
    {
        lock (gate) return byMail.ContainsKey(mailId);
    }

    /// <summary>A mail's reports, oldest first.</summary>
    public IReadOnlyList<DeliveryReport> Of(long mailId)
    {
        lock (gate) return byMail.TryGetValue(mailId, out var entries) ? [.. entries.Select(entry => entry.Report)] : [];
    }

    /// <summary>All reports, newest first.</summary>
    public IReadOnlyList<DeliveryReport> NewestFirst()
    {
        lock (gate) return [.. byId.Values.OrderByDescending(entry => entry.Number).Select(entry => entry.Report)];
    }

    /// <summary>Adds reports of a mail, perhaps none. When this returns they survive a killed process.</summary>
    /// <param name="mailId">The mail.</param>
    /// <param name="deliveries">What happened, in order.</param>
    /// <param name="attempted">When.</param>
    /// <param name="held">Not sent before <see cref="Release"/>, or a restart.</param>
    public void Add(long mailId, IReadOnlyList<Delivery> deliveries, DateTimeOffset attempted, bool held = false)
    {
        // A later one bears a later instant, however near.
        var reports = deliveries.Select((delivery, n) => new DeliveryReport
        {
            Id = Guid.NewGuid(),
            MailId = mailId,
            Recipient = delivery.Recipient,
            Status = delivery.Status,
            StatusMessage = delivery.Message,
            Attempted = attempted.ToUniversalTime().AddMilliseconds(deliveries.Take(n).Count(before => before.Recipient == delivery.Recipient)),
        }).ToList();
        lock (gate)
        {
            Write(new Line { Mail = mailId, Reports = reports });
            Remember(mailId, reports, held);
        }

        Changed?.Invoke();
    }

    /// <summary>Lets a mail's held reports go: at once, or at an instant of the system's clock.</summary>
    public void Release(long mailId, DateTimeOffset? notBefore = null)
    {
        lock (gate)
        {
            foreach (var entry in byMail.GetValueOrDefault(mailId) ?? [])
            {
                if (entry.Held) (entry.Held, entry.NotBefore) = (false, notBefore);
            }
        }

        Changed?.Invoke();
    }

    /// <summary>What is due now, and if that is nothing, when something will be; null if nothing waits for time.</summary>
    public (IReadOnlyList<DeliveryReport> Due, DateTimeOffset? Next) Take(int most, bool newestFirst, DateTimeOffset now)
    {
        lock (gate)
        {
            var free = waiting.Values.Where(entry => !entry.Held).ToList();
            var due = free.Where(entry => !(entry.NotBefore > now));
            if (newestFirst) due = due.Reverse();
            var taken = due.Take(most).Select(entry => entry.Report).ToList();
            return (taken, taken.Count > 0 ? null : free.Min(entry => entry.NotBefore));
        }
    }

    /// <summary>The web hook has them.</summary>
    public void Acknowledge(IEnumerable<DeliveryReport> reports) => End(reports, ReportState.Acknowledged, null);

    /// <summary>The web hook will never take them.</summary>
    public void Drop(IEnumerable<DeliveryReport> reports, string fault) => End(reports, ReportState.Dropped, fault);

    /// <summary>They are to be tried again.</summary>
    public void Postpone(DeliveryReport report, string fault, DateTimeOffset notBefore)
    {
        lock (gate)
        {
            var entry = byId[report.Id];
            entry.Report = entry.Report with { Tries = entry.Report.Tries + 1, Fault = fault };
            entry.NotBefore = notBefore;
        }
    }

    /// <summary>Sends dropped reports anew; answers how many.</summary>
    public int SendDroppedAgain()
    {
        int count;
        lock (gate)
        {
            var dropped = byId.Values.Where(entry => entry.Report.State == ReportState.Dropped).ToList();
            if (dropped.Count > 0) Write(new Line { Again = [.. dropped.Select(entry => entry.Report.Id)] });
            foreach (var entry in dropped) Set(entry, ReportState.Waiting, null);
            count = dropped.Count;
        }

        Changed?.Invoke();
        return count;
    }

    /// <summary>Completes as soon as no report is waiting.</summary>
    public Task WhenSettledAsync()
    {
        lock (gate) return waiting.Count == 0 ? Task.CompletedTask : (settled ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public void Dispose()
    {
        lock (gate) file.Dispose();
    }

    private void End(IEnumerable<DeliveryReport> reports, ReportState state, string? fault)
    {
        lock (gate)
        {
            var entries = reports.Select(report => byId[report.Id]).ToList();
            Guid[] ids = [.. entries.Select(entry => entry.Report.Id)];
            Write(state == ReportState.Acknowledged ? new Line { Acknowledged = ids } : new Line { Dropped = ids, Why = fault });
            foreach (var entry in entries)
            {
                entry.Report = entry.Report with { Tries = entry.Report.Tries + 1 };
                Set(entry, state, fault);
            }
        }
    }

    private void Remember(long mailId, IEnumerable<DeliveryReport> reports, bool held)
    {
        if (!byMail.TryGetValue(mailId, out var entries)) byMail[mailId] = entries = [];
        foreach (var report in reports)
        {
            var entry = new Entry(++made) { Report = report, Held = held };
            entries.Add(entry);
            byId.Add(report.Id, entry);
            waiting.Add(entry.Number, entry);
        }
    }

    private void Set(Entry entry, ReportState state, string? fault)
    {
        entry.Report = entry.Report with { State = state, Fault = fault, Tries = state == ReportState.Waiting ? 0 : entry.Report.Tries };
        entry.NotBefore = null;
        if (state == ReportState.Waiting) waiting[entry.Number] = entry;
        else waiting.Remove(entry.Number);
        if (waiting.Count > 0) return;
        settled?.TrySetResult();
        settled = null;
    }

    private void Write(Line line)
    {
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, JsonSerializerOptions.Web), (byte)'\n']);
    }

    private void Replay(string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        // A line that was torn by a kill counts for nothing: what it would have said is done again.
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(whole);
        file.Position = whole;
        try
        {
            foreach (var line in Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Replay(JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web) ?? throw new JsonException("An empty line."));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"{path} holds a line that is no report of this inbox. Move it away and start again.", e);
        }
    }

    private void Replay(Line line)
    {
        if (line.Mail is { } mail) Remember(mail, line.Reports ?? [], held: false);
        foreach (var id in line.Acknowledged ?? []) Set(byId[id], ReportState.Acknowledged, null);
        foreach (var id in line.Dropped ?? []) Set(byId[id], ReportState.Dropped, line.Why);
        foreach (var id in line.Again ?? []) Set(byId[id], ReportState.Waiting, null);
    }

    private sealed class Entry(long number)
    {
        public long Number { get; } = number;

        public required DeliveryReport Report { get; set; }

        public bool Held { get; set; }

        public DateTimeOffset? NotBefore { get; set; }
    }

    private sealed record Line
    {
        public long? Mail { get; init; }

        public IReadOnlyList<DeliveryReport>? Reports { get; init; }

        public IReadOnlyList<Guid>? Acknowledged { get; init; }

        public IReadOnlyList<Guid>? Dropped { get; init; }

        public string? Why { get; init; }

        public IReadOnlyList<Guid>? Again { get; init; }
    }
}
