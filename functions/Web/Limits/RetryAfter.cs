using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Limits;

/// <summary>Tells programs when to try again.</summary>
internal static class RetryAfter
{
    /// <summary>Sets the header; answers its whole seconds, one at least.</summary>
    public static int Set(HttpResponse response, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return seconds;
    }
}
