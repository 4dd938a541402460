using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox;

/// <summary>
/// Keeps web pages elsewhere from changing anything here through the browser of whoever reads them. Programs, which name no origin, pass.
/// </summary>
internal static class CrossSiteGuard
{
    /// <summary>Whether this request may change something.</summary>
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return true;
        // Every browser sends it to loopback addresses. Our pages send no referrer, so their own forms come with the origin "null".
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site is ["same-origin"];
        return request.Headers.Origin is not { Count: > 0 } origin || origin is [var one] && one == $"{request.Scheme}://{request.Host}";
    }
}
