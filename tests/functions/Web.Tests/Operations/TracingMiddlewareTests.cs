using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LipServerless.Activities.Telemetry;
using LipServerless.Testing;
using LipServerless.Web.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Operations;

/// <summary>Calls of functions are counted by name and outcome: on Azure that is how turns and activities are counted.</summary>
public sealed class TracingMiddlewareTests
{
    [Fact]
    public async Task Call_IsCountedByFunctionAndOutcome()
    {
        var function = $"Round{Guid.NewGuid():N}";
        using var counted = new Counted(function);

        await CallAsync(function, () => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => CallAsync(function, () => throw new InvalidOperationException("ada@example.org")));

        Assert.Equal(["completed", "failed"], counted.Outcomes.Order(StringComparer.Ordinal));
    }

    // As the exporter's sampler decides: a child of what is not recorded is not recorded either.
    [Fact]
    public async Task Span_WithinAnUnrecordedOneOfTheFramework_IsRecordedAsARoot()
    {
        var function = $"Page{Guid.NewGuid():N}";
        ConcurrentBag<Activity> ended = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LipTraces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent == default ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var framework = new Activity("Microsoft.AspNetCore.Hosting.HttpRequestIn").Start();

        await CallAsync(function, () => Task.CompletedTask);

        Assert.Null(Assert.Single(ended, span => span.DisplayName == function).ParentId);
        Assert.Same(framework, Activity.Current);
    }

    private static async Task CallAsync(string function, Func<Task> call)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await new TracingMiddleware().Invoke(new FakeFunctionContext(services) { FunctionName = function }, _ => call());
    }

    private sealed class Counted : IDisposable
    {
        private readonly MeterListener listener = new();

        public Counted(string function)
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "lip.function.calls")
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                var all = tags.ToArray();
                if (value == 1 && all.Any(tag => tag.Key == "function" && Equals(tag.Value, function)))
                    Outcomes.Add((string)all.Single(tag => tag.Key == "outcome").Value!);
            });
            listener.Start();
        }

        public ConcurrentBag<string> Outcomes { get; } = [];

        public void Dispose() => listener.Dispose();
    }
}
