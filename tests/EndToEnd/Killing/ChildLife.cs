using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Serving;
using LipServerless.EndToEnd.Tests.Playing;

namespace LipServerless.EndToEnd.Tests.Killing;

/// <summary>A host in a process of its own, that can be killed at any moment.</summary>
internal sealed class ChildLife : Life
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> errors = new();
    private Ready? ready;
    private volatile bool isOver;

    private ChildLife(Process process) => this.process = process;

    public override Uri Address => ready!.Address;

    public override Uri InboxAddress => ready!.Inbox;

    public override string StaffKey => ready!.Key;

    public override bool IsOver => isOver;

    /// <summary>Starts the process; it does not serve yet.</summary>
    public static ChildLife Spawn(Run run, OperationReuse reuse)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(LipHost).Assembly.Location,
                "pilot",
                "--workspace", run.Folder,
                "--from", RoundPlay.Start.ToString("O", CultureInfo.InvariantCulture),
                "--pace", Run.Pace.ToString("c", CultureInfo.InvariantCulture),
                "--inbox-reuse", reuse.ToString(),
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = run.Folder,
        };
        foreach (var (name, value) in run.Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var life = new ChildLife(Process.Start(start)!);
        life.process.ErrorDataReceived += (_, line) => life.errors.Enqueue(line.Data ?? "");
        life.process.BeginErrorReadLine();
        return life;
    }

    /// <summary>Waits until it serves.</summary>
    public async Task ServesAsync(CancellationToken cancellationToken)
    {
        const string Word = "ready ";
        var line = await LineAsync(cancellationToken);
        Assert.StartsWith(Word, line, StringComparison.Ordinal);
        ready = JsonSerializer.Deserialize<Ready>(line[Word.Length..], JsonSerializerOptions.Web);
    }

    public override async Task ReachAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(instant.ToString("O", CultureInfo.InvariantCulture).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"at {instant.ToUniversalTime():O}"), await LineAsync(cancellationToken));
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
        isOver = true;
        await base.DisposeAsync();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken)
        ?? throw new IOException($"The host has ended by itself or was killed. {string.Join('\n', errors)}");

    private sealed record Ready(Uri Address, Uri Inbox, string Key);
}
