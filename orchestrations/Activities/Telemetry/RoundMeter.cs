using System.Diagnostics.Metrics;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Telemetry;

/// <summary>
/// Counts what happens in rounds, for whoever looks after the application: each entry that was committed to a round's log, by its verb
/// (<c>lip.round.events</c>). Bodies asked, statements, reminders, mails sent and refused are among them. No ids, names or texts.
/// </summary>
public static class RoundMeter
{
    /// <summary>Name of the application's meter, for exporters.</summary>
    public const string Name = "LipServerless";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "lip.round.events", unit: "{event}", description: "Entries committed to the logs of rounds, by verb.");

    /// <summary>Counts a change that is stored.</summary>
    public static void Stored(RoundChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        foreach (var entry in change.Audit)
            Events.Add(1, new KeyValuePair<string, object?>("verb", entry.Verb));
    }
}
