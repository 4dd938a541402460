using System.Threading.Channels;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Entra;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Inbox.Reports;

/// <summary>
/// Stands for Event Grid: shakes hands with the web hook until that agrees, then sends it each report until it has it. At least once, in no
/// promised order. Holds no process clock: a web hook that never answers stops nobody.
/// </summary>
internal sealed partial class ReportSender(ReportLog log, MailStore store, LiveBehaviour behaviour, EntraStandIn entra, InboxOptions options) : IAsyncDisposable
{
    /// <summary>After so many tries a report is given up.</summary>
    public const int MostTries = 30;

    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    private static readonly TimeSpan LongestBetweenHandshakes = TimeSpan.FromSeconds(30);

    private readonly ILogger logger = options.LoggerFactory.CreateLogger<ReportSender>();
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private WebHook? hook;
    private Task? loop;
    private volatile WebHookState? state;
    private int isDisposed;

    /// <summary>How it stands with the web hook; null while there is none.</summary>
    public WebHookState? State => state;

    /// <summary>Names the web hook; once.</summary>
    public void Subscribe(Uri address)
    {
        if (loop is not null) throw new InvalidOperationException("The inbox has its web hook already.");
        hook = new WebHook(address, entra, options.WebHookPatience);
        state = new(address, IsValidated: false, Fault: null);
        log.Changed += Wake;
        behaviour.Changed += Wake;
        loop = Task.Run(() => RunAsync(hook, stopping.Token));
    }

    /// <summary>Stops; a request under way is broken off. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1) return;
        log.Changed -= Wake;
        behaviour.Changed -= Wake;
        await stopping.CancelAsync();
        if (loop is not null) await loop;
        hook?.Dispose();
        stopping.Dispose();
    }

    private void Wake() => wake.Writer.TryWrite(true);

    private async Task RunAsync(WebHook to, CancellationToken cancellationToken)
    {
        try
        {
            await ShakeHandsAsync(to, cancellationToken);
            while (true)
            {
                var now = behaviour.Current;
                var (due, next) = now.ReportsPaused ? ([], null) : log.Take(now.ReportsPerRequest, now.ReportsNewestFirst, options.SystemClock.GetUtcNow());
                if (due.Count == 0) await WaitAsync(next, cancellationToken);
                else await SendAsync(to, due, twice: now.ReportsTwice, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped. What is not acknowledged waits in the log for the next start.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            LogStopped(logger, e);
            state = state! with { Fault = $"the inbox cannot go on sending: {e.Message}" };
        }
    }

    private async Task ShakeHandsAsync(WebHook to, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var fault = await to.ValidateAsync(tries, options.Clock.GetUtcNow(), cancellationToken);
            if (fault is not null && fault != state!.Fault) LogNoHandshake(logger, fault);
            state = state! with { IsValidated = fault is null, Fault = fault };
            if (fault is null) return;
            var wait = BackOff[Math.Min(tries, BackOff.Length) - 1];
            await Task.Delay(wait < LongestBetweenHandshakes ? wait : LongestBetweenHandshakes, options.SystemClock, cancellationToken);
        }
    }

    private async Task SendAsync(WebHook to, IReadOnlyList<DeliveryReport> due, bool twice, CancellationToken cancellationToken)
    {
        var events = due.Select(report => (report, store.Find(report.MailId)!)).ToList();
        var tries = due.Max(report => report.Tries) + 1;
        var refused = await to.NotifyAsync(events, tries, cancellationToken);
        if (refused is null && twice) refused = await to.NotifyAsync(events, tries, cancellationToken);
        if (refused is not var (fault, final))
        {
            log.Acknowledge(due);
            return;
        }

        var lost = due.Where(report => final || report.Tries + 1 >= MostTries).ToList();
        if (lost.Count > 0)
        {
            LogDropped(logger, lost.Count, fault);
            log.Drop(lost, fault);
        }

        foreach (var report in due.Except(lost))
            log.Postpone(report, fault, options.SystemClock.GetUtcNow() + BackOff[Math.Min(report.Tries, BackOff.Length - 1)]);
    }

    // Until something has changed, or this instant of the system's clock.
    private async Task WaitAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var woken = wake.Reader.ReadAsync(over.Token).AsTask();
        var due = Task.Delay(until is { } instant ? Patience(instant) : Timeout.InfiniteTimeSpan, options.SystemClock, over.Token);
        await Task.WhenAny(woken, due);
        await over.CancelAsync();
        await Task.WhenAll(woken, due).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private TimeSpan Patience(DateTimeOffset until)
    {
        var left = until - options.SystemClock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    [LoggerMessage(EventId = 5301, EventName = "WebHookNotValidated", Level = LogLevel.Warning,
        Message = "The web hook for delivery reports {Reason}; the handshake is tried again.")]
    private static partial void LogNoHandshake(ILogger logger, string reason);

    [LoggerMessage(EventId = 5302, EventName = "ReportsGivenUp", Level = LogLevel.Warning,
        Message = "The web hook for delivery reports {Reason}; {Count} reports were given up.")]
    private static partial void LogDropped(ILogger logger, int count, string reason);

    [LoggerMessage(EventId = 5303, EventName = "ReportsStopped", Level = LogLevel.Error,
        Message = "The inbox sends no delivery reports any more.")]
    private static partial void LogStopped(ILogger logger, Exception exception);
}

/// <summary>How it stands with the web hook.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="IsValidated">Whether it has agreed to get events.</param>
/// <param name="Fault">What it did at the last handshake instead; null if nothing was wrong yet.</param>
public sealed record WebHookState(Uri Address, bool IsValidated, string? Fault);
