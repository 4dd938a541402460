using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

public class OrchestrationContextContractTests
{
    private static readonly TaskOptions Tagged = new(tags: new Dictionary<string, string> { ["urgent"] = "yes" });

    private readonly RecordingContext context = new();

    [Fact]
    public async Task CallActivityAsync_EveryOverload_ArrivesAtTheAbstractOne()
    {
        await context.CallActivityAsync("notify", 7, Tagged);
        await context.CallActivityAsync("notify", Tagged);
        await context.CallActivityAsync<int>("count", Tagged);
        await context.CallActivityAsync("notify");

        Assert.Equal(
            [
                "activity<Object> notify input=7 tags=urgent",
                "activity<Object> notify input=null tags=urgent",
                "activity<Int32> count input=null tags=urgent",
                "activity<Object> notify input=null tags=null",
            ],
            context.Calls);
    }

    [Fact]
    public async Task CallSubOrchestratorAsync_EveryOverload_ArrivesAtTheAbstractOne()
    {
        await context.CallSubOrchestratorAsync("body", 7, Tagged);
        await context.CallSubOrchestratorAsync("body", Tagged);
        await context.CallSubOrchestratorAsync<int>("body", Tagged);

        Assert.Equal(
            [
                "sub<Object> body input=7 tags=urgent",
                "sub<Object> body input=null tags=urgent",
                "sub<Int32> body input=null tags=urgent",
            ],
            context.Calls);
    }

    [Fact]
    public void CreateTimer_Delay_CountsFromOrchestrationTime()
    {
        _ = context.CreateTimer(TimeSpan.FromMinutes(90), CancellationToken.None);

        Assert.Equal(["timer 13:30:00"], context.Calls);
    }

    [Fact]
    public void ContinueAsNew_Options_ForwardsInputAndPreservation()
    {
        context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 3, PreserveUnprocessedEvents = false, NewVersion = "2" });
        context.ContinueAsNew(new ContinueAsNewOptions());

        Assert.Equal(["again 3 preserve=False", "again null preserve=True"], context.Calls);
    }

    [Fact]
    public async Task WaitForExternalEvent_EventFirst_ReturnsItAndCancelsTheTimer()
    {
        var wait = context.WaitForExternalEvent<string>("changed", TimeSpan.FromHours(1));
        Assert.Equal(["timer 13:00:00", "event changed"], context.Calls);

        context.Event.SetResult("payload");

        Assert.Equal("payload", await wait);
        Assert.True(context.TimerToken.IsCancellationRequested);
        Assert.False(context.EventToken.IsCancellationRequested);
    }

    [Fact]
    public async Task WaitForExternalEvent_TimerFirst_ThrowsTaskCanceledAndCancelsTheWait()
    {
        var wait = context.WaitForExternalEvent<string>("changed", TimeSpan.FromHours(1));

        context.Timer.SetResult();

        await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
        Assert.True(context.EventToken.IsCancellationRequested);
        Assert.False(context.TimerToken.IsCancellationRequested);
    }

    [Fact]
    public async Task WaitForExternalEvent_TokenCancelled_ThrowsAndCancelsTheTimer()
    {
        using CancellationTokenSource stop = new();
        var wait = context.WaitForExternalEvent<string>("changed", TimeSpan.FromHours(1), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => wait);
        Assert.True(context.TimerToken.IsCancellationRequested);
    }

    [Theory]
    [InlineData("1.2", 0)]
    [InlineData("1.10", -1)]
    [InlineData("1.1", 1)]
    [InlineData("", 1)]
    public void CompareVersionTo_ContextOfVersion12_ComparesByNumber(string other, int sign) =>
        Assert.Equal(sign, Math.Sign(context.CompareVersionTo(other)));

    [Fact]
    public void Entities_NotOverridden_ThrowsNotSupported() =>
        Assert.Throws<NotSupportedException>(() => context.Entities);

    [Fact]
    public void Properties_NotOverridden_IsEmpty() => Assert.Empty(context.Properties);
}
