using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LipServerless.Embedded.Tests.Engine.Figures;

/// <summary>Listens to one meter, as an exporter does.</summary>
internal sealed class FigureReader : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> measured = [];

    public FigureReader(Meter meter)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, tags.ToArray())));
        listener.Start();
    }

    /// <summary>All tags, as text.</summary>
    public IEnumerable<string> Texts => measured.SelectMany(m => m.Tags).Select(tag => $"{tag.Key}={tag.Value}");

    /// <summary>What was added to a counter, with that tag if one is given.</summary>
    public double Sum(string name, string? tag = null, string? value = null) =>
        measured.Where(m => m.Name == name && (tag is null || m.Tags.Any(t => t.Key == tag && Equals(t.Value, value)))).Sum(m => m.Value);

    /// <summary>How often something was recorded.</summary>
    public int Count(string name) => measured.Count(m => m.Name == name);

    /// <summary>A gauge, asked now.</summary>
    public double Now(string name)
    {
        listener.RecordObservableInstruments();
        return measured.Last(m => m.Name == name).Value;
    }

    public void Dispose() => listener.Dispose();
}
