namespace LipServerless.Activities.Planning;

/// <summary>Something that must be stored is not: a bug or a damaged store. Trying again does not help.</summary>
public sealed class NotStoredException(string what) : KeyNotFoundException($"Not stored: {what}.");
