using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters;

/// <summary>Where data lands and how mail leaves. Either connection strings, or account names and the host's identity.</summary>
public sealed record AdapterSettings
{
    /// <summary>Storage connection string (<c>Lip:Storage:ConnectionString</c>); Azurite in the embedded host. Never with an account name.</summary>
    public string? StorageConnectionString { get; init; }

    /// <summary>Storage account name (<c>Lip:Storage:AccountName</c>), reached with the host's managed identity.</summary>
    public string? StorageAccountName { get; init; }

    /// <summary>Prefix of tables and container (<c>Lip:Storage:Prefix</c>): letters and digits, starting with a letter.</summary>
    public string StoragePrefix { get; init; } = "Lip";

    /// <summary>Client id of the user-assigned identity (<c>Lip:IdentityClientId</c>); null for the default.</summary>
    public string? IdentityClientId { get; init; }

    /// <summary>How mail leaves.</summary>
    public required Mail.MailSettings Mail { get; init; }

    /// <summary>Where the office keeps its legal texts.</summary>
    public LegalTexts.LegalTextSettings LegalTexts { get; init; } = new();

    /// <summary>Whose delivery reports are taken; null: none are.</summary>
    public Entra.EntraSettings? Entra { get; init; }

    /// <summary>Secret that link tokens are computed from (<c>Lip:LinkSecret</c>): base64, at least 32 bytes.</summary>
    public string? LinkSecret { get; init; }

    /// <summary>Where recipients find their pages (<c>Lip:PublicBaseUrl</c>): absolute, with a slash at its end. Never taken from a request.</summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>Reads the settings; <see cref="InvalidOperationException"/> names every missing one.</summary>
    public static AdapterSettings From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var lip = configuration.GetSection("Lip");
        var settings = new AdapterSettings
        {
            StorageConnectionString = lip["Storage:ConnectionString"],
            StorageAccountName = lip["Storage:AccountName"],
            StoragePrefix = lip["Storage:Prefix"] ?? "Lip",
            IdentityClientId = lip["IdentityClientId"],
            LegalTexts = Adapters.LegalTexts.LegalTextSettings.From(configuration),
            Entra = Adapters.Entra.EntraSettings.From(configuration),
            LinkSecret = lip["LinkSecret"],
            PublicBaseUrl = Uri.TryCreate(lip["PublicBaseUrl"], UriKind.Absolute, out var address) ? address : null,
            Mail = new()
            {
                ConnectionString = lip["Mail:ConnectionString"],
                Endpoint = lip["Mail:Endpoint"] is { Length: > 0 } endpoint ? new Uri(endpoint) : null,
                Sender = lip["Mail:Sender"] ?? "",
                ReplyTo = lip["Mail:ReplyTo"],
            },
        };
        var missing = settings.Missing().ToList();
        return missing.Count == 0
            ? settings
            : throw new InvalidOperationException($"Settings are missing: {string.Join("; ", missing)}.");
    }

    private IEnumerable<string> Missing()
    {
        if (string.IsNullOrEmpty(StorageConnectionString) && string.IsNullOrEmpty(StorageAccountName))
            yield return "Lip:Storage:ConnectionString or Lip:Storage:AccountName";
        if (string.IsNullOrEmpty(Mail.ConnectionString) && Mail.Endpoint is null)
            yield return "Lip:Mail:ConnectionString or Lip:Mail:Endpoint";
        if (string.IsNullOrEmpty(Mail.Sender))
            yield return "Lip:Mail:Sender";
        if (Settings.ConfiguredLinkSecret.TryParse(LinkSecret) is null)
            yield return "Lip:LinkSecret (base64, at least 32 bytes)";
        if (PublicBaseUrl is null || !PublicBaseUrl.AbsolutePath.EndsWith('/'))
            yield return "Lip:PublicBaseUrl (absolute, ending in a slash)";
    }
}
