using LipServerless.Embedded.Engine.Hub;

namespace LipServerless.Embedded.Tests.Engine;

public sealed class RunQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly RunQueue queue = new();
    private readonly List<string> taken = [];

    [Fact]
    public async Task Open_SeveralWait_NewestFirst()
    {
        Add("first", "second", "third");

        await RunAsync(turns: 3);

        Assert.Equal(["third", "second", "first"], taken);
    }

    [Fact]
    public async Task Add_OthersNeverRest_LongestWaitingGetsItsTurn()
    {
        Add("patient", "patient too", "restless");

        await RunAsync(turns: 100, restless: "restless");

        Assert.Contains("patient", taken);
        Assert.Contains("patient too", taken);
        Assert.True(taken.IndexOf("patient") < taken.IndexOf("patient too"));
        Assert.True(taken.Count(one => one == "restless") > 90);
    }

    [Fact]
    public async Task Add_MoreThanTheRingHolds_EachOnce()
    {
        var names = Enumerable.Range(0, 1000).Select(i => $"i{i}").ToArray();
        Add(names);

        await RunAsync(turns: names.Length);

        Assert.Equal(names.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Open_ManyWait_NoMoreAtOnceThanAllowed()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        var most = 0;
        var done = new CountdownEvent(10);
        Add([.. Enumerable.Range(0, 10).Select(i => $"i{i}")]);

        queue.Open(3, async _ =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            if (Volatile.Read(ref running) == 3)
                full.TrySetResult();
            await release.Task;
            Interlocked.Decrement(ref running);
            done.Signal();
        });
        await full.Task.WaitAsync(Patience);
        release.SetResult();
        await Task.Run(() => done.Wait(Patience));

        Assert.Equal(3, most);
        await queue.CloseAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Close_TurnUnderWay_WaitsForItAndTakesNobodyElse()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add("second", "first");
        queue.Open(1, async instance =>
        {
            taken.Add(instance.Id);
            begun.TrySetResult();
            await release.Task;
        });
        await begun.Task.WaitAsync(Patience);

        var closed = queue.CloseAsync();
        Assert.False(closed.IsCompleted);
        release.SetResult();
        await closed.WaitAsync(Patience);

        queue.Add(new Instance("third"));
        Assert.Equal(["first"], taken);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private void Add(params string[] names)
    {
        foreach (var name in names)
            queue.Add(new Instance(name));
    }

    /// <summary>One worker, so many turns.</summary>
    private async Task RunAsync(int turns, string? restless = null)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Open(1, instance =>
        {
            taken.Add(instance.Id);
            if (taken.Count == turns)
                enough.SetResult();
            else if (instance.Id == restless)
                queue.Add(instance);
            return Task.CompletedTask;
        });
        await enough.Task.WaitAsync(Patience);
        await queue.CloseAsync().WaitAsync(Patience);
    }
}
