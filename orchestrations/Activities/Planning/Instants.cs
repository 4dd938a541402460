namespace LipServerless.Activities.Planning;

/// <summary>Instants of which some may be missing.</summary>
internal static class Instants
{
    /// <summary>The earlier of two; the other where one is missing.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
