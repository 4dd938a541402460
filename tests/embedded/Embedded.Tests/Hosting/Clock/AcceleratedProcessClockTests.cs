using LipServerless.Embedded.Hosting.Clock;

namespace LipServerless.Embedded.Tests.Hosting.Clock;

public sealed class AcceleratedProcessClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(5);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTime real = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void GetUtcNow_Idle_FlowsAtThePace()
    {
        using var clock = Open();
        Assert.Equal(Start, clock.GetUtcNow());

        real.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(Start.AddHours(12), clock.GetUtcNow());

        real.Advance(TimeSpan.FromSeconds(9.5));
        Assert.Equal(Start.AddDays(10), clock.GetUtcNow());
    }

    [Fact]
    public void GetUtcNow_WhileHeld_StandsStillUntilTheLastHoldIsReleasedAndTimeHasSettled()
    {
        using var clock = Open();
        var first = clock.Hold();
        var second = clock.Hold();
        real.Advance(Second);
        first.Dispose();
        first.Dispose();
        real.Advance(Second);
        Assert.Equal(Start, clock.GetUtcNow());

        second.Dispose();
        real.Advance(Settle);
        Assert.Equal(Start, clock.GetUtcNow());
        real.Advance(Second);
        Assert.Equal(Start.AddDays(1), clock.GetUtcNow());
    }

    [Fact]
    public void OpenHeld_UntilReleased_StandsStill()
    {
        using var clock = AcceleratedProcessClock.OpenHeld(Options(), real, out var hold);
        real.Advance(Second);
        Assert.Equal(Start, clock.GetUtcNow());

        hold.Dispose();
        real.Advance(Settle + Second);
        Assert.Equal(Start.AddDays(1), clock.GetUtcNow());
    }

    [Fact]
    public async Task WaitUntilAsync_FollowedByAHold_HoldsAtExactlyThatInstant()
    {
        using var clock = Open();
        var due = Start.AddHours(7).AddTicks(12345);
        var seen = SeeAsync();
        async Task<DateTimeOffset> SeeAsync()
        {
            await clock.WaitUntilAsync(due, default).ConfigureAwait(false);
            using var hold = clock.Hold();
            await Task.Yield();
            return clock.GetUtcNow();
        }

        real.Advance(TimeSpan.FromSeconds(30));
        await real.AdvanceUntilAsync(seen, TimeSpan.FromMilliseconds(1));

        Assert.Equal(due, await seen);
    }

    [Fact]
    public void GetUtcNow_PulseIsLate_DoesNotPassAWaitersInstant()
    {
        // Real time runs on while no timer gets to fire: as on a busy machine.
        var late = new LateTime();
        using var clock = AcceleratedProcessClock.Open(Options(), late);
        var wait = clock.WaitUntilAsync(Start.AddHours(1), default);

        late.Now += TimeSpan.FromDays(1);

        Assert.Equal(Start.AddHours(1), clock.GetUtcNow());
        Assert.False(wait.IsCompleted);
    }

    [Fact]
    public void WaitUntilAsync_Several_AreReleasedInTheOrderOfTheirInstants()
    {
        using var clock = Open();
        var seen = new List<(int Id, DateTimeOffset At)>();
        async Task Note(int id, DateTimeOffset at)
        {
            await clock.WaitUntilAsync(at, default).ConfigureAwait(false);
            seen.Add((id, clock.GetUtcNow()));
        }

        using (new WithoutContext())
        {
            _ = Note(3, Start.AddDays(3));
            _ = Note(1, Start.AddDays(1));
            _ = Note(2, Start.AddDays(1));
            _ = Note(0, Start);
        }

        real.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal([(0, Start), (1, Start.AddDays(1)), (2, Start.AddDays(1)), (3, Start.AddDays(3))], seen);
    }

    [Fact]
    public void WaitUntilAsync_ChainOfWaits_LosesNoInstant()
    {
        using var clock = Open();
        var seen = new List<DateTimeOffset>();
        async Task Daily()
        {
            for (var at = Start.AddDays(1); ; at = at.AddDays(1))
            {
                await clock.WaitUntilAsync(at, default).ConfigureAwait(false);
                seen.Add(clock.GetUtcNow());
            }
        }

        using (new WithoutContext())
            _ = Daily();
        real.Advance(TimeSpan.FromSeconds(20));

        Assert.True(seen.Count >= 19, $"{seen.Count}");
        Assert.All(seen.Index(), x => Assert.Equal(Start.AddDays(x.Index + 1), x.Item));
    }

    [Fact]
    public async Task WaitUntilAsync_WhileHeld_CompletesOnlyForWhatTheClockAlreadyShows()
    {
        using var clock = Open();
        using var hold = clock.Hold();

        await clock.WaitUntilAsync(Start, default);
        await clock.WaitUntilAsync(Start.AddDays(-1), default);
        var later = clock.WaitUntilAsync(Start.AddTicks(1), default);
        real.Advance(Second);

        Assert.False(later.IsCompleted);
    }

    [Fact]
    public async Task WaitUntilAsync_Cancelled_ThrowsAndNoLongerStopsTheClock()
    {
        using var clock = Open();
        using var cancel = new CancellationTokenSource();
        var wait = clock.WaitUntilAsync(Start.AddDays(1), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clock.WaitUntilAsync(Start, cancel.Token));
        real.Advance(Second * 3);
        Assert.Equal(Start.AddDays(3), clock.GetUtcNow());
    }

    [Fact]
    public async Task HoldAtAsync_Driver_HoldsExactlyThenTogetherWithWhoeverWaitsForTheSameInstant()
    {
        using var clock = Open();
        var due = Start.AddDays(2);
        var other = clock.WaitUntilAsync(due, default);
        var held = clock.HoldAtAsync(due);
        var after = clock.WaitUntilAsync(due.AddTicks(1), default);

        real.Advance(Second * 60);
        var hold = await held;
        await other;
        Assert.Equal(due, clock.GetUtcNow());
        Assert.False(after.IsCompleted);

        hold.Dispose();
        real.Advance(Second);
        await after;
    }

    [Fact]
    public async Task HoldAtAsync_InstantHasPassed_HoldsAtOnce()
    {
        using var clock = Open();
        real.Advance(Second);

        using var hold = await clock.HoldAtAsync(Start);
        real.Advance(Second);

        Assert.Equal(Start.AddDays(1), clock.GetUtcNow());
    }

    [Fact]
    public async Task HoldAtAsync_Cancelled_LeavesNoHoldBehind()
    {
        using var clock = Open();
        using var cancel = new CancellationTokenSource();
        var held = clock.HoldAtAsync(Start.AddDays(1), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);

        real.Advance(Second * 2);

        Assert.Equal(Start.AddDays(2), clock.GetUtcNow());
    }

    [Fact]
    public void Hold_TakenAtAReachedInstantBeforeItsRelease_StillReleasesTheWaiter()
    {
        var late = new LateTime();
        using var clock = AcceleratedProcessClock.Open(Options(), late);
        var wait = clock.WaitUntilAsync(Start.AddHours(1), default);
        late.Now += Second;

        using var hold = clock.Hold();
        late.Fire();

        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(Start.AddHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void CreateTimer_OnceAndPeriodic_FireAtTheirInstants()
    {
        using var clock = Open();
        var once = new List<DateTimeOffset>();
        var often = new List<DateTimeOffset>();
        using var a = clock.CreateTimer(_ => once.Add(clock.GetUtcNow()), null, TimeSpan.FromHours(5), Timeout.InfiniteTimeSpan);
        using var b = clock.CreateTimer(_ => often.Add(clock.GetUtcNow()), null, TimeSpan.Zero, TimeSpan.FromDays(1));

        real.Advance(TimeSpan.FromSeconds(3.5));
        b.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        real.Advance(Second * 5);

        Assert.Equal([Start.AddHours(5)], once);
        Assert.Equal([Start, Start.AddDays(1), Start.AddDays(2), Start.AddDays(3)], often);
    }

    [Fact]
    public async Task TaskDelay_OnTheClock_EndsAfterProcessTime()
    {
        using var clock = Open();
        var delay = Task.Delay(TimeSpan.FromDays(20), clock);

        real.Advance(TimeSpan.FromSeconds(19));
        Assert.False(delay.IsCompleted);
        real.Advance(TimeSpan.FromSeconds(1.1));

        await delay;
    }

    [Fact]
    public void Open_AfterDisposal_GoesOnWhereItStopped()
    {
        DateTimeOffset stoppedAt;
        using (var clock = Open())
        {
            real.Advance(TimeSpan.FromSeconds(2.5));
            stoppedAt = clock.GetUtcNow();
        }

        real.Advance(Second * 100);
        using var again = Open();

        Assert.Equal(Start.AddDays(2.5), stoppedAt);
        Assert.Equal(stoppedAt, again.GetUtcNow());
    }

    [Fact]
    public void Open_AfterAKill_NeverShowsLessThanBeforeAndNotMuchMore()
    {
        // Not disposed of: what a SIGKILL leaves behind is the file, read here after each step.
        var killed = Open();
        for (var step = 0; step < 200; step++)
        {
            real.Advance(TimeSpan.FromMilliseconds(7));
            var shown = killed.GetUtcNow();
            using var again = AcceleratedProcessClock.Open(Options() with { File = Copy() }, new ManualTime());
            Assert.InRange(again.GetUtcNow(), shown, shown.AddDays(0.11));
        }

        var hold = killed.Hold();
        using (var again = AcceleratedProcessClock.Open(Options() with { File = Copy() }, new ManualTime()))
            Assert.Equal(killed.GetUtcNow(), again.GetUtcNow());
        hold.Dispose();
        killed.Dispose();
    }

    [Fact]
    public void Open_AfterAKillBeforeADeadline_DoesNotJumpOverIt()
    {
        using var killed = Open();
        var due = Start.AddMinutes(90);
        _ = killed.WaitUntilAsync(due, default);
        real.Advance(TimeSpan.FromMilliseconds(1));

        using var again = AcceleratedProcessClock.Open(Options() with { File = Copy() }, new ManualTime());

        Assert.InRange(again.GetUtcNow(), killed.GetUtcNow(), due);
    }

    [Fact]
    public void Open_FileHoldsNoInstant_Throws()
    {
        File.WriteAllText(folder.File("clock"), "yesterday");

        Assert.Throws<InvalidDataException>(() => Open());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Open_PaceIsNotPositive_Throws(int seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => AcceleratedProcessClock.Open(Options() with { Pace = TimeSpan.FromSeconds(seconds) }, real));

    [Fact]
    public async Task Dispose_SomebodyWaits_FailsTheWait()
    {
        var clock = Open();
        var wait = clock.WaitUntilAsync(Start.AddDays(1), default);
        clock.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => wait);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => clock.WaitUntilAsync(Start.AddDays(1), default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => clock.HoldAtAsync(Start.AddDays(1)));
    }

    [Fact]
    public async Task GetUtcNow_FileCannotBeWritten_StopsAndFailsTheWaits()
    {
        using var clock = Open();
        var wait = clock.WaitUntilAsync(Start.AddDays(1), default);
        Directory.CreateDirectory(folder.File("clock.next"));

        real.Advance(Second * 2);

        await Assert.ThrowsAsync<IOException>(() => wait);
        var shown = clock.GetUtcNow();
        real.Advance(Second * 2);
        Assert.Equal(shown, clock.GetUtcNow());
        Assert.True(shown < Start.AddDays(1));
        Directory.Delete(folder.File("clock.next"));
    }

    private AcceleratedProcessClock Open() => AcceleratedProcessClock.Open(Options(), real);

    private AcceleratedClockOptions Options() => new()
    {
        Start = Start,
        Pace = Second,
        File = folder.File("clock"),
        Settle = Settle,
    };

    private string Copy()
    {
        var copy = folder.File(Guid.NewGuid().ToString("N"));
        File.Copy(folder.File("clock"), copy);
        return copy;
    }

    private sealed class WithoutContext : IDisposable
    {
        private readonly SynchronizationContext? before = SynchronizationContext.Current;

        public WithoutContext() => SynchronizationContext.SetSynchronizationContext(null);

        public void Dispose() => SynchronizationContext.SetSynchronizationContext(before);
    }

    /// <summary>Time that passes without any timer getting its turn until <see cref="Fire"/>.</summary>
    private sealed class LateTime : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> timers = [];

        public DateTimeOffset Now { get; set; } = Start;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.Ticks;

        public void Fire() => timers.ForEach(t => t.Callback(t.State));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            timers.Add((callback, state));
            return new Never();
        }

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
