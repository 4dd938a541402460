using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.Embedded.Hosting.Clock;

namespace LipServerless.Embedded.Serving;

/// <summary>Just serves, until it is told to stop; prints where to look and how to start a round.</summary>
internal static class ServeCommand
{
    /// <param name="options">How to serve.</param>
    /// <param name="pace">Real time that an idle day of the process takes, for tests; null for the system's clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(LipHostOptions options, TimeSpan? pace, CancellationToken cancellationToken)
    {
        using var clock = pace is null ? null : AcceleratedProcessClock.Open(
            new() { Start = TimeProvider.System.GetUtcNow(), Pace = pace.Value, File = Workspace.Open(options.Workspace).ClockFile }, TimeProvider.System);
        try
        {
            await using var host = await LipHost.StartAsync(options with { Clock = clock ?? options.Clock }, cancellationToken);
            Say(options.Say, host);
            await WaitAsync(host, cancellationToken);
            options.Say("Wird beendet …");
            return 0;
        }
        catch (AzuriteUnavailableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return AzuriteUnavailableException.ExitCode;
        }
        catch (Hosting.EmbeddedHostException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static void Say(Action<string> say, LipHost host)
    {
        say($"Dashboard:  {host.SignInAddress}");
        say($"Postfach:   {host.Inbox.Address}");
        say($"Schlüssel:  {host.Staff[0].Key} ({host.Staff[0].Name}; weitere: dotnet run --project embedded -- staff add \"Name\")");
        say("Eine Runde beginnen:");
        say($"  curl -H \"x-staff-key: {host.Staff[0].Key}\" -F draft=@entwurf.md -F settings=@runde.json {new Uri(host.Address, "api/rounds")}");
    }

    private static async Task WaitAsync(LipHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C or SIGTERM: the host is drained and stopped next.
        }
    }
}
