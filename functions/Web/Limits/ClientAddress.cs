using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Limits;

/// <summary>
/// Whose attempts are counted together: an IPv4 address, or the first 64 bits of an IPv6 one, which a household or an office has to itself.
/// Never logged, never stored.
/// </summary>
public static class ClientAddress
{
    /// <summary>The client's address as text; <c>unknown</c> where there is none.</summary>
    public static string Of(HttpContext http, LimitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(settings);
        var named = settings.ClientAddressHeader.Length == 0 ? null : FromEnd(http.Request.Headers[settings.ClientAddressHeader].ToString(), settings.Proxies);
        return Grouped(named ?? http.Connection.RemoteIpAddress);
    }

    // What stands before the trusted entries was written by whoever sent the request.
    private static IPAddress? FromEnd(string header, int proxies)
    {
        var entries = header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return entries.Length < proxies ? null : Parse(entries[^proxies]);
    }

    // App Service adds the port; IPEndPoint reads addresses with and without it, IPv6 in brackets with it.
    private static IPAddress? Parse(string entry) =>
        IPAddress.TryParse(entry, out var address) ? address : IPEndPoint.TryParse(entry, out var point) ? point.Address : null;

    private static string Grouped(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))}/64"
            : address.ToString();
    }
}
