using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LipServerless.Embedded.Demo;
using LipServerless.Embedded.Hosting.Clock;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Embedded.Serving;

/// <summary>
/// <c>pilot</c>, hidden: serves on an accelerated process clock that whoever started the process steers over standard input, for
/// tests that kill it. Free ports; settings from the environment. One line out when it serves:
/// <c>ready {"address":…,"inbox":…,"key":…}</c>; then for each line in, an instant, one line out as soon as the clock stands still
/// there: <c>at …</c>. The end of the input stops it.
/// </summary>
internal static class PilotCommand
{
    public static Command Create(Option<string> workspace)
    {
        var from = new Option<DateTimeOffset>("--from") { Description = "Was die Uhr beim ersten Start zeigt", Required = true };
        var pace = Pace.Option();
        pace.Required = true;
        var reuse = new Option<OperationReuse>("--inbox-reuse") { Description = "Was das Postfach mit einer Vorgangsnummer macht, die es schon kennt" };
        var command = new Command("pilot", "Für Tests: die Uhr des Verfahrens über die Standardeingabe steuern") { from, pace, reuse };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Workspace.Open(parsed.GetRequiredValue(workspace));
            var clock = new AcceleratedClockOptions
            {
                Start = parsed.GetRequiredValue(from),
                Pace = parsed.GetRequiredValue(pace),
                File = folder.ClockFile,
            };
            await ServeAsync(
                new() { Workspace = folder.Folder, Port = 0, InboxPort = 0, FreeStoragePorts = true, InboxReuse = parsed.GetValue(reuse) }, clock, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task ServeAsync(LipHostOptions options, AcceleratedClockOptions clockOptions, CancellationToken cancellationToken)
    {
        using var clock = AcceleratedProcessClock.OpenHeld(clockOptions, TimeProvider.System, out var hold);
        await using var host = await LipHost.StartAsync(options with { Clock = clock }, cancellationToken);
        Say($"ready {JsonSerializer.Serialize(new { address = host.Address, inbox = host.Inbox.Address, key = host.Staff[0].Key })}");

        using var steering = new StreamReader(Console.OpenStandardInput());
        while (await NextAsync(steering, cancellationToken) is { } line)
        {
            var reached = clock.HoldAtAsync(DateTimeOffset.Parse(line, CultureInfo.InvariantCulture), cancellationToken);
            hold.Dispose();
            hold = await reached;
            Say(string.Create(CultureInfo.InvariantCulture, $"at {clock.GetUtcNow():O}"));
        }

        hold.Dispose();
    }

    // A read from a pipe cannot be cancelled; the wait for it can.
    private static async Task<string?> NextAsync(StreamReader steering, CancellationToken cancellationToken)
    {
        try
        {
            return await steering.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
