using System.Diagnostics.Metrics;
using LipServerless.Domain.States;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Operations;
using LipServerless.Web.Tests.Site;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Web.Tests.Operations;

public sealed class RoundWatchTests : IDisposable
{
    private readonly TestOffice office = new();
    private readonly RoundCensus census = new();
    private readonly WakeRecorder client = new();
    private readonly Sentences log = new();

    public void Dispose() => census.Dispose();

    [Fact]
    public async Task Look_WorkIsDueTwice_SaysSoTheSecondTime()
    {
        var round = await OpenAsync();
        await office.SubmitAsync(round, RoundTableId); // Its receipt is due.
        var watch = Watch();

        await LookAsync(watch, round);
        Assert.Empty(log.Written);
        await LookAsync(watch, round);

        Assert.Equal("Work is overdue: lip-r1-g1-runder-tisch was woken at the last look and has not done what is due.", Assert.Single(log.Written));
    }

    [Fact]
    public async Task Look_AnInstanceHasFailed_NamesIt()
    {
        var round = await OpenAsync();
        client.Statuses["lip-r1-g1"] = OrchestrationRuntimeStatus.Running;
        client.Statuses["lip-r1-g1-runder-tisch"] = OrchestrationRuntimeStatus.Failed;

        await LookAsync(Watch(), round);

        Assert.Equal("Orchestration ended by a fault: lip-r1-g1-runder-tisch.", Assert.Single(log.Written));
    }

    [Fact]
    public async Task Census_CountsAskedAnsweredAndOverdue()
    {
        var round = await OpenAsync();
        office.Time.Advance(TimeSpan.FromDays(60));
        await LookAsync(Watch(), round);

        Assert.Equal([("answered", 0), ("asked", 1), ("overdue", 1)], Gauges());
    }

    private async Task<string> OpenAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.PutAsync(round, await office.BodyAsync(round, RoundTableId) with { State = BodyState.Open });
        return round;
    }

    private RoundWatch Watch() => new(office.Clock, census, log);

    private async Task LookAsync(RoundWatch watch, string round) => await watch.LookAsync(client, [await office.ReadAsync(round)], default);

    private List<(string, long)> Gauges()
    {
        List<(string, long)> found = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "lip.bodies" && ReferenceEquals(instrument.Meter, census.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => found.Add(((string)tags[0].Value!, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. found.Order()];
    }

    private sealed class Sentences : ILogger<RoundWatch>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
