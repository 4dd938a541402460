using System.Text;
using LipServerless.Embedded.Inbox.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>A form posted from one of the inbox's pages.</summary>
internal sealed class PageForm
{
    private const int Longest = 64 * 1024;

    private readonly Dictionary<string, StringValues> fields;

    private PageForm(Dictionary<string, StringValues> fields) => this.fields = fields;

    /// <summary>Reads it; null if it is none, and the answer says so.</summary>
    public static async Task<PageForm?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            && await BoundedBody.ReadAsync(context, Longest) is { } body)
        {
            return new(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)));
        }

        await RefuseAsync(context, "Das Formular war nicht lesbar.");
        return null;
    }

    /// <summary>A field's text without blanks around it; null if it is empty or missing.</summary>
    public string? Text(string name) => fields.TryGetValue(name, out var values) && values is [{ } one] && one.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A field that names one of an enumeration's members; null if it does not.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum =>
        Text(name) is { } text && Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : null;

    /// <summary>Sends the browser on, so that reloading posts nothing again.</summary>
    public static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    public static Task RefuseAsync(HttpContext context, string why) => Layout.WriteAsync(context, "Nicht möglich · Postfach", Html.Of($"""
        <h1>Das ging nicht</h1>
        <p>{why} <a href="/">Zurück zu allen Nachrichten</a></p>
        """), status: StatusCodes.Status400BadRequest);
}
