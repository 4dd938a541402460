using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    // The package's own key: a host that is not the package's puts the HttpContext there too.
    private const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request's HttpContext; null where the trigger is not HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextKey, out var item) ? item as HttpContext : null;
    }
}
