using System.Globalization;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Tests.Engine.Model;

/// <summary>The same programs twice: evaluated straight, and as an orchestration.</summary>
public static class ProgramSemantics
{
    public const string Name = "program";

    public sealed record Input(RandomProgram Program, long Sum);

    /// <summary>The sum, or null for a program that throws.</summary>
    public static long? Evaluate(RandomProgram program, long sum)
    {
        foreach (var step in program.Steps)
            sum += Evaluate(step);
        if (program.Throws)
            return null;
        return program.Next is { } next ? Evaluate(next, sum) : sum;
    }

    public static void Register(DurableTaskRegistry registry, Action<int> effect)
    {
        registry.AddOrchestratorFunc<Input, long>(Name, RunAsync);
        registry.AddActivityFunc<int, int>("act", (_, number) =>
        {
            effect(number);
            return number * 2;
        });
        registry.AddActivityFunc<int, int>("fail", int (_, number) => throw new InvalidOperationException(number.ToString(CultureInfo.InvariantCulture)));
    }

    public static string EventName(int number) => "event" + number.ToString(CultureInfo.InvariantCulture);

    private static long Evaluate(Step step) => step.Kind switch
    {
        Kind.Activity => step.Number * 2,
        Kind.FailingActivity => step.Number + 1000,
        Kind.RetriedActivity => step.Number + 2000,
        Kind.Timer => step.Number,
        Kind.CancelledTimer => 3,
        Kind.Event => step.Number * 10,
        Kind.EventTimeout => 5,
        Kind.Child => Evaluate(step.Child!, 0)!.Value,
        Kind.FailingChild => 7,
        Kind.Together => step.Parts!.Sum(Evaluate),
        _ => 0,
    };

    private static async Task<long> RunAsync(TaskOrchestrationContext context, Input input)
    {
        var sum = input.Sum;
        foreach (var step in input.Program.Steps)
            sum += await RunAsync(context, step);
        if (input.Program.Throws)
            throw new InvalidOperationException("as the program says");
        if (input.Program.Next is { } next)
            context.ContinueAsNew(new Input(next, sum));
        return sum;
    }

    private static async Task<long> RunAsync(TaskOrchestrationContext context, Step step)
    {
        switch (step.Kind)
        {
            case Kind.Activity:
                return await context.CallActivityAsync<int>("act", step.Number);
            case Kind.FailingActivity:
                return await FailedAsync(context, step.Number, options: null) + 1000;
            case Kind.RetriedActivity:
                return await FailedAsync(context, step.Number, new TaskOptions(new RetryPolicy(3, TimeSpan.FromMinutes(step.Number)))) + 2000;
            case Kind.Timer:
                var before = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromHours(step.Number), CancellationToken.None);
                return context.CurrentUtcDateTime - before >= TimeSpan.FromHours(step.Number) ? step.Number : -1_000_000;
            case Kind.CancelledTimer:
                using (CancellationTokenSource cancel = new())
                {
                    var timer = context.CreateTimer(TimeSpan.FromDays(step.Number), cancel.Token);
                    var act = context.CallActivityAsync<int>("act", step.Number);
                    await Task.WhenAny(timer, act);
                    cancel.Cancel();

                    // While a process is dead time goes on: the timer may have won.
                    return await act == step.Number * 2 ? 3 : -1_000_000;
                }

            case Kind.Event:
                return await context.WaitForExternalEvent<int>(EventName(step.Number));
            case Kind.EventTimeout:
                try
                {
                    await context.WaitForExternalEvent<int>("never", TimeSpan.FromHours(step.Number));
                    return -1_000_000;
                }
                catch (TaskCanceledException)
                {
                    return 5;
                }

            case Kind.Child:
                return await context.CallSubOrchestratorAsync<long>(Name, new Input(step.Child!, 0));
            case Kind.FailingChild:
                try
                {
                    return await context.CallSubOrchestratorAsync<long>(Name, new Input(step.Child!, 0));
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.ErrorMessage == "as the program says")
                {
                    return 7;
                }

            case Kind.Together:
                return (await Task.WhenAll(step.Parts!.Select(part => RunAsync(context, part)))).Sum();
            default:
                context.SetCustomStatus(step.Number);
                return 0;
        }
    }

    private static async Task<int> FailedAsync(TaskOrchestrationContext context, int number, TaskOptions? options)
    {
        try
        {
            return await context.CallActivityAsync<int>("fail", number, options);
        }
        catch (TaskFailedException failed)
        {
            return int.Parse(failed.FailureDetails.ErrorMessage, CultureInfo.InvariantCulture);
        }
    }
}
