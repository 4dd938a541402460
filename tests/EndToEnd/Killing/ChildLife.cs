using System.Globalization;
using System.Text.Json;
using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.EndToEnd.Tests.Processes;

namespace LipServerless.EndToEnd.Tests.Killing;

/// <summary>A host in a process of its own, that can be killed at any moment.</summary>
internal sealed class ChildLife : Life
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HostProcess process;
    private Ready? ready;
    private volatile bool isOver;

    private ChildLife(HostProcess process) => this.process = process;

    public override Uri Address => ready!.Address;

    public override Uri InboxAddress => ready!.Inbox;

    public override string StaffKey => ready!.Key;

    public override bool IsOver => isOver;

    /// <summary>Starts the process; it does not serve yet.</summary>
    public static ChildLife Spawn(Run run, OperationReuse reuse) => new(HostProcess.Start(
        [
            "pilot",
            "--workspace", run.Folder,
            "--from", RoundPlay.Start.ToString("O", CultureInfo.InvariantCulture),
            "--pace", Run.Pace.ToString("c", CultureInfo.InvariantCulture),
            "--inbox-reuse", reuse.ToString(),
        ],
        run.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!),
        run.Folder));

    /// <summary>Waits until it serves.</summary>
    public async Task ServesAsync()
    {
        const string Word = "ready ";
        var line = await process.LineAsync(line => line.StartsWith(Word, StringComparison.Ordinal), Patience);
        ready = JsonSerializer.Deserialize<Ready>(line[Word.Length..], JsonSerializerOptions.Web);
    }

    public override async Task ReachAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await process.TellAsync(instant.ToString("O", CultureInfo.InvariantCulture));
        await process.LineAsync(line => line == string.Create(CultureInfo.InvariantCulture, $"at {instant.ToUniversalTime():O}"), Patience);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        isOver = true;
        process.Kill();
    }

    /// <summary>Kills what still runs and waits for its end.</summary>
    public override async ValueTask DisposeAsync()
    {
        Kill();
        await base.DisposeAsync();
        await process.EndAsync(Patience);
        process.Dispose();
    }

    private sealed record Ready(Uri Address, Uri Inbox, string Key);
}
