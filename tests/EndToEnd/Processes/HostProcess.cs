using System.Diagnostics;
using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.Embedded.Serving;

namespace LipServerless.EndToEnd.Tests.Processes;

/// <summary>The embedded host's executable as a process of its own, as a person starts it.</summary>
public sealed class HostProcess : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly Lock gate = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
    }

    /// <summary>What it has printed so far, errors included.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (gate)
                return [.. lines];
        }
    }

    public string Output => string.Join('\n', Lines);

    public int ExitCode => process.ExitCode;

    public static HostProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder ?? Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(LipHost).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var host = new HostProcess(new Process { StartInfo = start });
        host.process.Start();
        host.process.BeginOutputReadLine();
        host.process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Types a line.</summary>
    public async Task TellAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>The first line that fits; waits for it. Throws where the process ends without it or the time is over.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits, TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience, TimeProvider.System);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (lines.Find(line => fits(line)) is { } found)
                    return found;
                next = more.Task;
            }

            await Task.WhenAny(next, process.WaitForExitAsync(over.Token));
            if (over.IsCancellationRequested || (process.HasExited && !next.IsCompleted && !Lines.Any(fits)))
                throw new InvalidOperationException($"The expected line did not come. Printed:\n{Output}");
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndAsync(TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(over.Token);
        }
        catch (OperationCanceledException tooLong)
        {
            throw new TimeoutException($"It did not end within {patience}. Printed:\n{Output}", tooLong);
        }

        return process.ExitCode;
    }

    /// <summary>SIGTERM, as a service manager or Ctrl+C would.</summary>
    public void Terminate() => ForeignProcess.Terminate(process.Id);

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            lines.Add(line);
            more.TrySetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
