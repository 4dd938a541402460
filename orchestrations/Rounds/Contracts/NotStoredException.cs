namespace LipServerless.Rounds.Contracts;

/// <summary>Something that must be stored is not: a bug or a damaged store. Orchestrations do not try again, they fail.</summary>
public sealed class NotStoredException(string what) : Exception($"Not stored: {what}.");
