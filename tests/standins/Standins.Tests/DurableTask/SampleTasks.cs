using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

internal sealed class PlainOrchestrator : TaskOrchestrator<int, string>
{
    public override Task<string> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult($"got {input}");
}

[DurableTask("Renamed")]
internal sealed class NamedOrchestrator : TaskOrchestrator<string?, string?>
{
    public override Task<string?> RunAsync(TaskOrchestrationContext context, string? input) => Task.FromResult(input);
}

[DurableTask(Version = "2")]
internal sealed class VersionedOrchestrator : TaskOrchestrator<int, int>
{
    public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(input);
}

internal sealed class NeedyOrchestrator(Greeting greeting) : TaskOrchestrator<int, string>
{
    public override Task<string> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(greeting.Text);
}

internal abstract class UnfinishedOrchestrator : TaskOrchestrator<int, int>;

internal sealed class GreetActivity(Greeting greeting) : TaskActivity<string, string>
{
    public override Task<string> RunAsync(TaskActivityContext context, string input) => Task.FromResult($"{greeting.Text} {input}");
}

internal sealed record Greeting(string Text);

internal sealed class ActivityContext : TaskActivityContext
{
    public override TaskName Name => "greet";

    public override string InstanceId => "round-1";
}
