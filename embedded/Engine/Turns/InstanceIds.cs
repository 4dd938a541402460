using LipServerless.Embedded.Engine.Hub;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>What an instance id may be: the rules of the Functions host, which are also those of a partition key.</summary>
internal static class InstanceIds
{
    /// <exception cref="ArgumentException">The id breaks a rule; the message names it.</exception>
    public static void Check(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, "instanceId");
        if (id.StartsWith('@'))
            throw Broken("must not start with '@'");
        if (id.Length > Limits.InstanceIdLength)
            throw Broken($"must not be longer than {Limits.InstanceIdLength} characters");
        if (id.Any(sign => sign is '/' or '\\' or '#' or '?' || char.IsControl(sign)))
            throw Broken("must not contain '/', '\\', '#', '?' or control characters");
    }

    private static ArgumentException Broken(string rule) => new($"An instance id {rule}.", "instanceId");
}
