using LipServerless.Embedded.Hosting.Clock;
using LipServerless.Embedded.Serving;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>A host in the test's own process, on an accelerated clock.</summary>
internal sealed class HostedLife : Life
{
    private readonly AcceleratedProcessClock clock;
    private IDisposable hold;
    private bool isOver;

    private HostedLife(LipHost host, AcceleratedProcessClock clock, IDisposable hold)
    {
        (Host, this.clock, this.hold) = (host, clock, hold);
    }

    public LipHost Host { get; }

    public override Uri Address => Host.Address;

    public override Uri InboxAddress => Host.Inbox.Address;

    public override string StaffKey => Host.Staff[0].Key;

    public override bool IsOver => isOver;

    public static async Task<HostedLife> StartAsync(Run run, CancellationToken cancellationToken, Func<LipHostOptions, LipHostOptions>? change = null)
    {
        var opened = AcceleratedProcessClock.OpenHeld(
            new() { Start = RoundPlay.Start, Pace = Run.Pace, File = Workspace.Open(run.Folder).ClockFile }, TimeProvider.System, out var opening);
        try
        {
            var options = new LipHostOptions
            {
                Workspace = run.Folder,
                Port = 0,
                InboxPort = 0,
                Clock = opened,
                OwnSettingsOnly = true,
                StorageConnectionString = run.Storage,
                Settings = run.Settings,
            };
            var host = await LipHost.StartAsync(change?.Invoke(options) ?? options, cancellationToken);
            return new(host, opened, opening);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public override async Task ReachAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var reached = clock.HoldAtAsync(instant, cancellationToken);
        hold.Dispose();
        hold = await reached;
    }

    public override async ValueTask DisposeAsync()
    {
        if (isOver)
            return;
        isOver = true;
        await base.DisposeAsync();
        await Host.DisposeAsync();
        clock.Dispose();
    }
}
