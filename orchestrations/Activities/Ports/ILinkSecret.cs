namespace LipServerless.Activities.Ports;

/// <summary>The secret that tokens are computed from: from settings or the key vault; embedded, made at the first start.</summary>
public interface ILinkSecret
{
    /// <summary>At least 32 bytes.</summary>
    ReadOnlyMemory<byte> Key { get; }
}
