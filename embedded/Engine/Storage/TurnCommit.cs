using System.Globalization;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>All that one turn changes. A store applies it whole or not at all, and only if the head still carries the fence that was read.</summary>
internal sealed record TurnCommit
{
    // Random once a process: once a turn is noticeable.
    private static readonly string Process = Guid.NewGuid().ToString("N");
    private static long count;

    /// <summary>Marks the head: a commit that is repeated because its answer was lost finds its own mark and knows that it had succeeded.</summary>
    public string Stamp { get; } = Process + "-" + Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);

    /// <summary>The head before the turn; its <see cref="InstanceRecord.ETag"/> is the fence.</summary>
    public required InstanceRecord Before { get; init; }

    /// <summary>The head after the turn.</summary>
    public required InstanceRecord After { get; init; }

    /// <summary>Events to append to the history of <see cref="After"/>'s generation.</summary>
    public IReadOnlyList<HistoryEvent> Append { get; init; } = [];

    /// <summary>True replaces the whole history by <see cref="Append"/> (under the generation of <see cref="After"/>).</summary>
    public bool ReplacesHistory { get; init; }

    /// <summary>Rows of the messages this turn took. At most <see cref="Hub.Limits.MessagesPerTurn"/>.</summary>
    public IReadOnlyList<string> Consumed { get; init; } = [];

    /// <summary>What goes to other instances, if anything.</summary>
    public Outbox? Outbox { get; init; }

    /// <summary>Events for the next turn that are in nobody's hand yet; replaces what was there.</summary>
    public IReadOnlyList<HistoryEvent> Backlog { get; init; } = [];

    /// <summary>True leaves the backlog as it is: nothing but the fence is new.</summary>
    public bool KeepsBacklog { get; init; }
}
