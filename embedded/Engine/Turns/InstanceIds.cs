using LipServerless.Embedded.Engine.Hub;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>What an instance id may be: the rules of the Functions host, which are also those of a partition key.</summary>
internal static class InstanceIds
{
    /// <exception cref="ArgumentException">The id breaks a rule; the message names it.</exception>
    public static void Check(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.StartsWith('@'))
            throw Broken(nameof(instanceId), "must not start with '@'");
        if (instanceId.Length > Limits.InstanceIdLength)
            throw Broken(nameof(instanceId), $"must not be longer than {Limits.InstanceIdLength} characters");
        if (instanceId.Any(sign => sign is '/' or '\\' or '#' or '?' || char.IsControl(sign)))
            throw Broken(nameof(instanceId), "must not contain '/', '\\', '#', '?' or control characters");
    }

    private static ArgumentException Broken(string paramName, string rule) => new($"An instance id {rule}.", paramName);
}
