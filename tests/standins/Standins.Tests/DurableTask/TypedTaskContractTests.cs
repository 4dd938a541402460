using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

public class TypedTaskContractTests
{
    private readonly ITaskOrchestrator orchestrator = new PlainOrchestrator();
    private readonly RecordingContext context = new();

    [Fact]
    public void Types_OfATypedTask_AreItsArguments()
    {
        Assert.Equal(typeof(int), orchestrator.InputType);
        Assert.Equal(typeof(string), orchestrator.OutputType);
    }

    [Fact]
    public async Task RunAsync_InputOfTheType_Runs() => Assert.Equal("got 3", await orchestrator.RunAsync(context, 3));

    [Fact]
    public async Task RunAsync_Null_BecomesTheDefault()
    {
        ITaskOrchestrator takesText = new NamedOrchestrator();

        Assert.Equal("got 0", await orchestrator.RunAsync(context, null));
        Assert.Null(await takesText.RunAsync(context, null));
    }

    [Fact]
    public async Task RunAsync_InputOfAnotherType_Throws()
    {
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => orchestrator.RunAsync(context, "three"));

        Assert.Contains("System.String", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WithoutContext_Throws()
    {
        ITaskActivity activity = FuncTaskActivity.Create<int, int>((_, input) => Task.FromResult(input));

        await Assert.ThrowsAsync<ArgumentNullException>(() => orchestrator.RunAsync(null!, 3));
        await Assert.ThrowsAsync<ArgumentNullException>(() => activity.RunAsync(null!, 3));
    }

    [Fact]
    public async Task RunAsync_FuncOfADerivedInput_Runs()
    {
        ITaskOrchestrator takesAny = FuncTaskOrchestrator.Create<Exception, string>((_, input) => Task.FromResult(input.Message));

        Assert.Equal("x", await takesAny.RunAsync(context, new InvalidOperationException("x")));
    }
}
