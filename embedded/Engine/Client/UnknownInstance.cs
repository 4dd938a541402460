namespace LipServerless.Embedded.Engine.Client;

/// <summary>What callers are told of an instance that is not in the hub.</summary>
internal static class UnknownInstance
{
    public static ArgumentException Error(string instanceId) => new($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
}
