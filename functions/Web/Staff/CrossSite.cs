using LipServerless.Activities.Ports;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Staff;

/// <summary>
/// Tells what another site makes a browser send. Cookies travel along with that, those of built-in authentication too; what browsers say
/// of the sender a page cannot change. Programs say nothing of it, and no cookie travels with them.
/// </summary>
internal static class CrossSite
{
    /// <summary>Whether this request would change something and another site stands behind it.</summary>
    public static bool IsBehind(HttpRequest request, PublicAddresses addresses)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is not ("same-origin" or "none");
        // Browsers before 2023. "null" comes from frames in a sandbox.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var sender)
            && (IsAuthority(sender, request.Host.Value) || IsAuthority(sender, addresses.BaseUrl.Authority)));
    }

    private static bool IsAuthority(Uri sender, string? authority) => string.Equals(sender.Authority, authority, StringComparison.OrdinalIgnoreCase);
}
