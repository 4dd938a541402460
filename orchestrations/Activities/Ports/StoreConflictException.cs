namespace LipServerless.Activities.Ports;

/// <summary>Somebody changed a row in between: read again and decide anew. Nothing of the change was stored.</summary>
public sealed class StoreConflictException(string key, Exception? inner = null)
    : Exception($"Row '{key}' was changed by somebody else.", inner)
{
    /// <summary>The key of the first row that did not match.</summary>
    public string Key { get; } = key;
}
