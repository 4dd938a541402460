using LipServerless.Activities;
using LipServerless.Embedded.Hosting.Functions;
using LipServerless.Rounds;
using LipServerless.Web;
using Microsoft.DurableTask;

namespace LipServerless.Architecture.Tests;

/// <summary>The rules of design.md over all functions: what breaks one would pass every test here and die on Azure.</summary>
public sealed class FunctionShapeTests
{
    private static readonly IReadOnlyList<FunctionShape> Functions = FunctionCatalog.In([typeof(WebServices).Assembly]);

    [Fact]
    public void AllFunctions_KeepTheRulesOfTheFunctionsHost()
    {
        var faults = FunctionRules.Check(Functions, TaskNames());

        Assert.Empty(faults);
    }

    [Fact]
    public void Functions_AreFound()
    {
        Assert.Contains(Functions, f => f.Name == "StartRound");
        Assert.Contains(Functions, f => f.Name == "ReconcileByTimer");
    }

    [Fact]
    public void AFunctionNamedLikeATask_IsAFault()
    {
        var faults = FunctionRules.Check(Functions, [.. TaskNames(), "StartRound"]);

        Assert.Single(faults);
    }

    private static List<string> TaskNames()
    {
        var tasks = new DurableTaskRegistry().AddOrchestrators().AddActivities();
        return [.. tasks.GetOrchestrators().Select(t => t.Key.Name), .. tasks.GetActivities().Select(t => t.Key.Name)];
    }
}
