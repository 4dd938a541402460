using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LipServerless.Activities.Ports;
using LipServerless.Activities.Telemetry;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Operations;

/// <summary>
/// Gauges of how rounds stand: <c>lip.bodies</c> (asked, answered, silent past their deadline) and <c>lip.mails.waiting</c>, over all rounds that
/// are not over. Taken by the reconciler at each of its runs, so as old as its schedule at most; until its first run there are none.
/// </summary>
public sealed class RoundCensus : IDisposable
{
    private readonly ConcurrentDictionary<string, long> figures = new(StringComparer.Ordinal);

    /// <summary>Offers the gauges to whoever listens.</summary>
    public RoundCensus()
    {
        Meter.CreateObservableGauge("lip.bodies", Bodies, unit: "{body}", description: "Bodies of running rounds, by state.");
        Meter.CreateObservableGauge("lip.mails.waiting", () => figures.GetValueOrDefault("mails"), unit: "{mail}", description: "Mails that are stored and have not left.");
    }

    internal Meter Meter { get; } = new(RoundMeter.Name);

    /// <summary>Takes the figures anew.</summary>
    public void Take(IReadOnlyList<RoundView> running, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(running);
        var bodies = running.SelectMany(r => r.Bodies).ToList();
        figures["asked"] = bodies.Count(b => b.State != BodyState.Planned);
        figures["answered"] = bodies.Count(b => b.HasAnswered);
        figures["overdue"] = bodies.Count(b => b.State != BodyState.Planned && !b.HasAnswered && b.Deadline <= now);
        figures["mails"] = running.SelectMany(r => r.Mails).Count(m => m.State is MailState.Due or MailState.Sending);
    }

    /// <inheritdoc />
    public void Dispose() => Meter.Dispose();

    private IEnumerable<Measurement<long>> Bodies() =>
        figures.Where(f => f.Key != "mails").Select(f => new Measurement<long>(f.Value, new KeyValuePair<string, object?>("state", f.Key)));
}
