using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>Something an instance is to take in its next turn.</summary>
/// <param name="Key">
/// Key of its row: unique, and in order of arrival. Null for what needs no row, because a crash brings it about again
/// (an activity's result, a timer).
/// </param>
/// <param name="Event">What it says. Null only wakes the instance: it then looks for timers that are due.</param>
/// <param name="ExecutionId">The generation it is meant for; null: any.</param>
/// <param name="Incarnation">The incarnation it is meant for; null: any.</param>
internal sealed record Message(string? Key, HistoryEvent? Event, string? ExecutionId = null, long? Incarnation = null)
{
    public static readonly Message Wake = new(Key: null, Event: null);
}

/// <summary>What a turn sends to other instances: one row, written in the turn's transaction and removed once all of it is delivered.</summary>
/// <param name="From">The sender.</param>
/// <param name="Key">Key of the row. The receivers' rows are keyed by it and the item's position: delivering twice stores once.</param>
/// <param name="Items">What goes to whom.</param>
internal sealed record Outbox(string From, string Key, IReadOnlyList<OutboxItem> Items);

/// <summary>One delivery: either a start or a message.</summary>
internal sealed record OutboxItem(string Target, ChildStart? Start = null, HistoryEvent? Event = null, string? ExecutionId = null);

/// <summary>What a child is started with.</summary>
internal sealed record ChildStart(
    string Name, string? Version, string? Input, ParentLink Parent, IReadOnlyDictionary<string, string>? Tags = null);
