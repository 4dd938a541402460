using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public async Task Delay_UntilAdvanced_Waits()
    {
        var delay = Task.Delay(TimeSpan.FromDays(10), clock);

        clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        await delay;
    }

    [Fact]
    public void Advance_SeveralTimers_FireInOrderAtTheirInstants()
    {
        var start = clock.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow() - start)), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var periodic = clock.CreateTimer(_ => fired.Add(("periodic", clock.GetUtcNow() - start)), null, TimeSpan.FromHours(1), TimeSpan.FromMinutes(45));

        clock.Advance(TimeSpan.FromHours(2.5));

        Assert.Equal(
            [("periodic", TimeSpan.FromHours(1)), ("periodic", TimeSpan.FromHours(1.75)), ("late", TimeSpan.FromHours(2)), ("periodic", TimeSpan.FromHours(2.5))],
            fired);
        Assert.Equal(start.AddHours(2.5), clock.GetUtcNow());
        Assert.Equal(1, clock.PendingTimers);
    }

    [Fact]
    public void Dispose_BeforeItsTime_FiresNever()
    {
        var fired = false;
        var timer = clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        timer.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(fired);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void GetElapsedTime_AfterAdvance_IsTheDistance()
    {
        var before = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetElapsedTime(before));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
    }
}
