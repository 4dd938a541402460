namespace LipServerless.Rounds.Tests.FakeContext;

/// <summary>Something that reached an orchestration: what a replay sees again.</summary>
/// <param name="At">The virtual time at which it did.</param>
/// <param name="Sequence">The action it completes; -1 for an external event.</param>
/// <param name="Event">The external event's name.</param>
/// <param name="Json">Result or payload.</param>
/// <param name="Failure">Why the activity or child failed.</param>
internal sealed record HistoryEntry(DateTime At, int Sequence, string? Event, string? Json, Exception? Failure);
