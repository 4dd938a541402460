#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>What a storage connection string says about tables: where, and with which key or signature.</summary>
internal sealed record ConnectionString(Uri Endpoint, TableSharedKeyCredential? Key, string? Signature)
{
    // Public knowledge: the emulator's account, the same on every machine.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">The text names no endpoint, or nothing to authenticate with.</exception>
    public static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("The connection string holds a part that is not of the form Name=Value.");
            settings[part[..equals]] = part[(equals + 1)..];
        }

        if (settings.TryGetValue("UseDevelopmentStorage", out var development) && bool.TryParse(development, out var use) && use)
            return new ConnectionString(new Uri($"http://127.0.0.1:10002/{EmulatorAccount}"), new TableSharedKeyCredential(EmulatorAccount, EmulatorKey), null);

        var account = settings.GetValueOrDefault("AccountName");
        var key = account is not null && settings.TryGetValue("AccountKey", out var accountKey) ? new TableSharedKeyCredential(account, accountKey) : null;
        var signature = settings.GetValueOrDefault("SharedAccessSignature")?.TrimStart('?');
        if (key is null && string.IsNullOrEmpty(signature))
            throw new FormatException("The connection string needs AccountName and AccountKey, or SharedAccessSignature.");

        return new ConnectionString(EndpointOf(settings, account), key, key is null ? signature : null);
    }

    private static Uri EndpointOf(Dictionary<string, string> settings, string? account)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
            return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) ? uri : throw new FormatException("TableEndpoint is not an absolute address.");
        if (account is null)
            throw new FormatException("The connection string needs TableEndpoint or AccountName.");

        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{protocol}://{account}.table.{suffix}");
    }
}
