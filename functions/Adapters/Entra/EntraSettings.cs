using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters.Entra;

/// <summary>The tenant whose tokens the web hook takes, and for whom they must be made out.</summary>
public sealed record EntraSettings
{
    /// <summary>The tenant (<c>Lip:Entra:TenantId</c>).</summary>
    public required string TenantId { get; init; }

    /// <summary>Client id of the app registration that is the tokens' audience (<c>Lip:Entra:ClientId</c>).</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// Where the tenant's keys are published, without a slash at its end (<c>Lip:Entra:Authority</c>); for other clouds and the local inbox.
    /// Plain http only on this machine.
    /// </summary>
    public required Uri Authority { get; init; }

    /// <summary>Reads the settings; null where neither tenant nor client is named: then no events are taken.</summary>
    /// <exception cref="InvalidOperationException">Only one of them is named, or the authority is no such address.</exception>
    public static EntraSettings? From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (tenant, client, authority) = (configuration["Lip:Entra:TenantId"], configuration["Lip:Entra:ClientId"], configuration["Lip:Entra:Authority"]);
        if (string.IsNullOrEmpty(tenant) && string.IsNullOrEmpty(client))
            return null;
        if (string.IsNullOrEmpty(tenant) || string.IsNullOrEmpty(client))
            throw new InvalidOperationException("Settings Lip:Entra:TenantId and Lip:Entra:ClientId belong together: set both or neither.");
        if (string.IsNullOrEmpty(authority))
            authority = $"https://login.microsoftonline.com/{Uri.EscapeDataString(tenant)}";
        return Uri.TryCreate(authority.TrimEnd('/'), UriKind.Absolute, out var address) && MayAsk(address)
            ? new() { TenantId = tenant, ClientId = client, Authority = address }
            : throw new InvalidOperationException("Setting Lip:Entra:Authority must be an https address such as https://login.microsoftonline.com/<tenant>; http only on this machine.");
    }

    /// <summary>Whether keys may be fetched there: over TLS, or without leaving this machine.</summary>
    internal static bool MayAsk(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
