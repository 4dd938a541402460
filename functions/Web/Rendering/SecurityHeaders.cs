using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Rendering;

/// <summary>
/// Headers of every page: nothing is loaded from elsewhere, no inline script or style runs, nobody frames it, no address (they hold
/// tokens) leaves in a referrer, nothing is kept in a cache.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>The content security policy of pages.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'none'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sets them.</summary>
    public static void Apply(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        ApplyToAssets(response);
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Frame-Options"] = "DENY";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Addresses hold tokens: not once may they go over the net unencrypted. Browsers heed this over TLS only.
        response.Headers.StrictTransportSecurity = "max-age=31536000";

        // Staff's forms name their origin, which built-in authentication asks for; browsers name none where no referrer is allowed.
        if (response.HttpContext.Request.Path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase))
            response.Headers["Referrer-Policy"] = "same-origin";
    }

    /// <summary>Sets what also holds for style sheets and scripts.</summary>
    public static void ApplyToAssets(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
