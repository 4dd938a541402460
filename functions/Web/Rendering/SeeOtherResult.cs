using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Rendering;

/// <summary>303: what was posted is stored; the browser fetches the page that says so, and reloading it posts nothing again.</summary>
public sealed class SeeOtherResult(string location) : IResult
{
    /// <summary>Path to go to.</summary>
    public string Location { get; } = location;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        SecurityHeaders.Apply(response);
        response.Headers.Location = Escaped(Location);
        return Task.CompletedTask;
    }

    // Parts of it come from addresses, where anything may be written: a header is one line of ASCII.
    private static string Escaped(string location) =>
        string.Concat(location.EnumerateRunes().Select(rune => rune.Value is > ' ' and <= '~' ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
