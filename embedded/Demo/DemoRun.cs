using LipServerless.Domain.Time;
using LipServerless.Embedded.Demo.Course;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Demo.Outcome;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Embedded.Demo.Statements;
using LipServerless.Embedded.Demo.Workspaces;
using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.Embedded.Hosting.Clock;
using LipServerless.Embedded.Serving;

namespace LipServerless.Embedded.Demo;

/// <summary>One run of the demo: a host of its own in a fresh workspace on free ports, the play, the reckoning, the end.</summary>
internal static class DemoRun
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    /// <summary>Runs it.</summary>
    /// <returns>0 where the second round was accepted and nothing lost; 2 where this machine lacks something; 130 after Ctrl+C before the end; otherwise 1.</returns>
    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        await DemoWorkspace.ClearLeftoversAsync(cancellationToken);
        await using var workspace = DemoWorkspace.Create();
        if (options.Keep)
            workspace.Keep();
        try
        {
            return await RunAsync(options, workspace, cancellationToken);
        }
        catch (AzuriteUnavailableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return AzuriteUnavailableException.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Abgebrochen.");
            return Interrupted;
        }
#pragma warning disable CA1031 // Whatever it is: the person at the keyboard is told, and where to read more.
        catch (Exception e)
#pragma warning restore CA1031
        {
            workspace.Keep();
            Console.WriteLine();
            Console.WriteLine($"Fehlgeschlagen: {e.Message}");
            Console.WriteLine($"Protokoll:      {Workspace.Open(workspace.Folder).LogFile}");
            Console.WriteLine($"Arbeitsordner: {workspace.Folder} (bleibt zum Nachsehen)");
            if (e is not DemoFailedException)
                await Console.Error.WriteLineAsync(e.ToString());
            return Failed;
        }
    }

    private static async Task<int> RunAsync(DemoOptions options, DemoWorkspace workspace, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var today = LocalTime.DateOf(TimeProvider.System.GetUtcNow(), LocalTime.DefaultZone);
        // The clock stands still until the first act is waited for.
        using var clock = AcceleratedProcessClock.OpenHeld(
            new() { Start = today.At(8), Pace = options.Pace, File = Workspace.Open(workspace.Folder).ClockFile }, TimeProvider.System, out var opening);
        Console.WriteLine("LipServerless: eine Beteiligung in zwei Runden, Wochen in einer Minute.");
        await using var host = await LipHost.StartAsync(HostOptions(workspace, clock), cancellationToken);
        Console.WriteLine($"Adressen: Dashboard {new Uri(host.Address, "dashboard")}, Postfach {host.Inbox.Address}");

        using var mailbox = new Mailbox(host.Inbox.Address);
        using var staff = new StaffApi(host.Address, host.Staff[0].Key);
        using var visitor = new Visitor();
        var narrator = new Narrator(Console.WriteLine, clock, mailbox);
        var players = new Players(staff, mailbox, visitor, narrator, new Ledger(), Script.Read());
        using var stage = new Stage(clock, opening, narrator);
        mailbox.WhenNotYet = stage.UntilMailsLeaveAsync;
        mailbox.WhenNothingComes = stage.LetAMinutePassAsync;
        var consultation = new Consultation(players, stage, options.Draft);

        var played = await consultation.PlayAsync(today, cancellationToken);
        var tally = await Tally.TakeAsync(players, played, cancellationToken);
        Summary.Say(Console.WriteLine, tally, played, players.Ledger, TimeProvider.System.GetElapsedTime(began));
        if (options.Keep || tally.Faults.Count > 0)
        {
            workspace.Keep();
            Console.WriteLine($"Arbeitsordner: {workspace.Folder} (Protokoll: {host.Workspace.LogFile})");
        }

        if (!options.Exit)
            await StayAsync();
        else
            SayResult();
        return tally.Faults.Count == 0 ? 0 : Failed;

        void SayResult()
        {
            Console.WriteLine();
            Console.WriteLine(tally.Result);
        }

        async Task StayAsync()
        {
            clock.ChangePace(TimeSpan.FromDays(1));
            var now = clock.GetUtcNow();
            var reply = await consultation.OpenForTryingAsync(LocalTime.DateOf(now, LocalTime.DefaultZone), now, cancellationToken);
            stage.Dispose();
            await Addresses.SayAsync(Console.WriteLine, host, players, played, reply, cancellationToken);
            SayResult();
            await host.WaitForShutdownAsync(CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static LipHostOptions HostOptions(DemoWorkspace workspace, AcceleratedProcessClock clock) => new()
    {
        Workspace = workspace.Folder,
        Port = 0,
        InboxPort = 0,
        FreeStoragePorts = true,
        Clock = clock,
        OwnSettingsOnly = true,
        // On an accelerated clock the usual ten minutes would be a flood; and nothing may hide a lost hint for long.
        Settings = new Dictionary<string, string?> { ["Lip:ReconcileSchedule"] = "0 0 3 * * 1" },
        FirstStaffName = "Mara Lindner",
        Say = Console.WriteLine,
    };
}
