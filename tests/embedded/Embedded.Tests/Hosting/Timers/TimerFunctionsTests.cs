using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Hosting.Clock;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Tests.Hosting.Timers;

/// <summary>On the accelerated clock: it never passes an instant somebody waits for, so instants are exact on any machine.</summary>
public sealed class TimerFunctionsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Timer_Daily_RunsAtItsInstantsWhileTheClockStandsStill()
    {
        using var clock = OpenClock(Start, out var hold);
        await using var sample = await StartAsync(clock, hold, typeof(TimerSamples));

        Assert.Equal(
            [
                "2031-03-02T03:00:00|on time|last 0001-01-01T00:00:00|next 2031-03-03T03:00:00|took 00:00:00",
                "2031-03-03T03:00:00|on time|last 2031-03-02T03:00:00|next 2031-03-04T03:00:00|took 00:00:00",
                "2031-03-04T03:00:00|on time|last 2031-03-03T03:00:00|next 2031-03-05T03:00:00|took 00:00:00",
            ],
            await sample.Recorder.TakeAsync(3));
    }

    [Fact]
    public async Task Timer_MissedSlotsWhileStopped_AreMadeUpForByOneCallThatIsPastDue()
    {
        using (var clock = OpenClock(Start, out var hold))
        {
            await using var sample = await StartAsync(clock, hold, typeof(TimerSamples));
            Assert.StartsWith("2031-03-02T03:00:00|on time", (await sample.Recorder.TakeAsync(1))[0], StringComparison.Ordinal);
        }

        var later = new DateTimeOffset(2032, 6, 1, 12, 0, 0, TimeSpan.Zero);
        using var laterClock = OpenClock(later, out var laterHold);
        await using var again = await StartAsync(laterClock, laterHold, typeof(TimerSamples));

        var notes = await again.Recorder.TakeAsync(2);
        Assert.StartsWith("2032-06-01T12:00:00|past due|last 2031-03-", notes[0], StringComparison.Ordinal);
        Assert.Equal("2032-06-02T03:00:00|on time|last 2032-06-01T12:00:00|next 2032-06-03T03:00:00|took 00:00:00", notes[1]);
    }

    [Fact]
    public async Task Timer_MissedTheFirstSlotAfterItWasSeen_IsPastDueToo()
    {
        using (var clock = OpenClock(Start, out var still))
        {
            var sample = await StartAsync(clock, clock.Hold(), typeof(TimerSamples));
            Assert.Empty(sample.Recorder.TakeAll());
            await sample.DisposeAsync();
            still.Dispose();
        }

        using var laterClock = OpenClock(Start.AddDays(3), out var hold);
        await using var again = await StartAsync(laterClock, hold, typeof(TimerSamples));

        Assert.StartsWith("2031-03-04T08:00:00|past due|last 0001", (await again.Recorder.TakeAsync(1))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_EverySecondOnTheSystemsClock_HoldsTheProcessClockDuringEachCall()
    {
        var clock = new CountingClock();
        await using var sample = await SampleHost.StartAsync(o => o with { Clock = clock }, typeof(HeldSamples));

        Assert.Equal(["1", "1"], await sample.Recorder.TakeAsync(2));

        await sample.Host.StopAsync();
        Assert.Equal(0, clock.OpenHolds);
    }

    [Fact]
    public async Task Timer_ScheduleInASetting_IsResolved()
    {
        using var clock = OpenClock(Start, out var hold);
        await using var sample = await StartAsync(clock, hold, typeof(ConfiguredTimerSample));

        Assert.Equal(["2031-03-01T08:30:00", "2031-03-01T09:30:00"], await sample.Recorder.TakeAsync(2));
    }

    [Fact]
    public async Task Timer_SettingIsMissing_TheHostDoesNotStart()
    {
        var error = await Assert.ThrowsAsync<EmbeddedHostException>(() => SampleHost.StartAsync(
            o => o with { WorkspaceFolder = folder.Path, Settings = _ => { } }, typeof(ConfiguredTimerSample)));

        Assert.Contains("SampleSchedule", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_RunOnStartup_RunsAtOnce()
    {
        using var clock = OpenClock(Start, out var hold);
        await using var sample = await StartAsync(clock, hold, typeof(StartupTimerSample));

        Assert.Equal(["2031-03-01T08:00:00"], await sample.Recorder.TakeAsync(1));
    }

    [Fact]
    public async Task Timer_FunctionFails_IsLoggedAndGoesOn()
    {
        using var clock = OpenClock(Start, out var hold);
        await using var sample = await StartAsync(clock, hold, typeof(FailingTimerSample));

        await sample.Recorder.TakeAsync(2);

        Assert.Contains(sample.Log.Entries, e => e.Level == LogLevel.Error && e.Error?.Message == "the inside");
    }

    [Fact]
    public async Task Timer_Disabled_DoesNotRun()
    {
        using var clock = OpenClock(Start, out var hold);
        await using var sample = await SampleHost.StartAsync(
            o => o with
            {
                Clock = clock,
                WorkspaceFolder = folder.Path,
                Settings = s => s.AddInMemoryCollection([new("AzureWebJobs.AtStartup.Disabled", "true"), new("SampleSchedule", "0 0 * * * *")]),
            },
            typeof(StartupTimerSample),
            typeof(ConfiguredTimerSample));
        hold.Dispose();

        Assert.Equal(["2031-03-01T09:00:00"], await sample.Recorder.TakeAsync(1));
        Assert.Equal(["Configured"], sample.Host.Functions.Select(f => f.Name));
    }

    private async Task<SampleHost> StartAsync(AcceleratedProcessClock clock, IDisposable hold, params Type[] functions)
    {
        var sample = await SampleHost.StartAsync(o => o with { Clock = clock, WorkspaceFolder = folder.Path }, functions);
        hold.Dispose();
        return sample;
    }

    private AcceleratedProcessClock OpenClock(DateTimeOffset start, out IDisposable hold) => AcceleratedProcessClock.OpenHeld(
        new AcceleratedClockOptions { Start = start, Pace = TimeSpan.FromMilliseconds(50), File = folder.File("clock") },
        TimeProvider.System,
        out hold);
}
