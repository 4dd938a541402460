namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Bounds that keep a turn within one transaction of the table service (100 operations, 4 MiB).</summary>
internal static class Limits
{
    /// <summary>Messages a turn takes. Head, history, outbox, backlog and rubbish need the other operations.</summary>
    public const int MessagesPerTurn = 64;

    /// <summary>Longest instance id, as the Functions host has it.</summary>
    public const int InstanceIdLength = 256;
}
