using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Settings;

/// <summary>The link secret from the setting <c>Lip:LinkSecret</c>: base64, at least 32 bytes; on Azure a Key Vault reference.</summary>
internal sealed class ConfiguredLinkSecret(byte[] key) : ILinkSecret
{
    public ReadOnlyMemory<byte> Key { get; } = key;

    /// <summary>The secret in a setting's text; null where it is missing, no base64, or too short.</summary>
    public static ConfiguredLinkSecret? TryParse(string? text)
    {
        var bytes = new byte[text?.Length ?? 0];
        return Convert.TryFromBase64String(text ?? "", bytes, out var length) && length >= 32 ? new(bytes[..length]) : null;
    }
}
