using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Hosting.Clock;

namespace LipServerless.Embedded.Demo.Staging;

/// <summary>
/// Plays acts at exact instants of the process. The process clock stands still during an act and until the next one is waited for;
/// between acts it runs, and what the process does by itself is told.
/// </summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(2);

    private readonly AcceleratedProcessClock clock;
    private readonly Narrator narrator;
    private IDisposable hold;

    /// <summary>A stage before the first act.</summary>
    /// <param name="clock">The process clock.</param>
    /// <param name="opening">A hold on it, which the stage takes over.</param>
    /// <param name="narrator">Tells what happens between acts.</param>
    public Stage(AcceleratedProcessClock clock, IDisposable opening, Narrator narrator)
    {
        this.clock = clock;
        this.narrator = narrator;
        hold = opening;
    }

    /// <summary>Plays the acts in the order of their instants. Afterwards the clock stands still at the last one.</summary>
    /// <exception cref="DemoFailedException">An act failed; the message names it.</exception>
    public async Task PlayAsync(IEnumerable<Act> acts, CancellationToken cancellationToken)
    {
        foreach (var act in acts.OrderBy(act => act.At))
        {
            await ReachAsync(act.At, cancellationToken);
            await narrator.CatchUpAsync(cancellationToken);
            try
            {
                await act.PlayAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new DemoFailedException($"{GermanDates.Moment(act.At)}, {act.Name}: {e.Message}", e);
            }
        }

        await narrator.FinishAsync(cancellationToken);
    }

    /// <summary>Within an act: lets a minute of the process pass, as somebody who waits does. What failed once is tried again meanwhile.</summary>
    public Task LetAMinutePassAsync(CancellationToken cancellationToken) => PassUntilAsync(clock.GetUtcNow().AddMinutes(1), cancellationToken);

    /// <summary>Within an act: lets time pass until mails leave again, as somebody who waits for one does. Nothing within the office's hours.</summary>
    public async Task UntilMailsLeaveAsync(CancellationToken cancellationToken)
    {
        var opening = new SendingHours().NextOpening(clock.GetUtcNow(), LocalTime.DefaultZone);
        if (opening > clock.GetUtcNow())
            await PassUntilAsync(opening, cancellationToken);
    }

    /// <summary>Lets the clock go.</summary>
    public void Dispose() => hold.Dispose();

    private async Task PassUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var reached = clock.HoldAtAsync(instant, cancellationToken);
        hold.Dispose();
        hold = await reached;
    }

    private async Task ReachAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var reached = clock.HoldAtAsync(instant, cancellationToken);
        hold.Dispose();
        var (shown, since) = (clock.GetUtcNow(), TimeProvider.System.GetTimestamp());
        while (await Task.WhenAny(reached, Task.Delay(Glance, TimeProvider.System, cancellationToken)) != reached)
        {
            await narrator.CatchUpAsync(cancellationToken);
            if (clock.GetUtcNow() != shown)
                (shown, since) = (clock.GetUtcNow(), TimeProvider.System.GetTimestamp());
            else if (TimeProvider.System.GetElapsedTime(since) > LongestStandstill)
                throw new DemoFailedException($"Die Uhr des Verfahrens steht seit zwei Minuten bei {GermanDates.Moment(shown)}: Irgendetwas wird nicht fertig.");
        }

        hold = await reached;
    }
}

/// <summary>Something somebody does at an instant of the process.</summary>
/// <param name="At">When.</param>
/// <param name="Name">What it is, for the message if it fails.</param>
/// <param name="PlayAsync">Does it.</param>
internal sealed record Act(DateTimeOffset At, string Name, Func<CancellationToken, Task> PlayAsync);
