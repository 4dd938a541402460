using LipServerless.Domain.Attachments;
using LipServerless.Web.Api;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LipServerless.Web.Limits;

/// <summary>
/// Refuses with 429 what comes too often, and says when to try again: links that open nothing, by client address; what is sent behind one
/// link; signing in. What was typed is shown back, with a button that sends it again.
/// </summary>
public sealed class LimitMiddleware(AttemptLimits limits, AttachmentLimits files, PageRenderer renderer, SitePaths paths) : IFunctionsWorkerMiddleware
{
    private const string Api = "api";
    private static readonly string[] LinkPages = ["b", "s", "o"];

    // Asked by machines, without a key of staff.
    private static readonly string[] Open = ["health", "ops", "mail"];

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var parts = http.Request.Path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (Wait(http, parts) is { } wait)
        {
            await RefuseAsync(http, parts, wait);
            return;
        }

        await next(context);
        if (IsApi(parts) && http.Response.StatusCode == StatusCodes.Status401Unauthorized)
            limits.CountSignIn(http);
    }

    private TimeSpan? Wait(HttpContext http, string[] parts)
    {
        var isPost = HttpMethods.IsPost(http.Request.Method);
        return parts switch
        {
            [var kind, var token, .. var rest] when LinkPages.Contains(kind, StringComparer.OrdinalIgnoreCase) =>
                limits.Guessing(http) ?? (!isPost ? limits.CountPage(token) : rest is [var page] && Is(page, "draft") ? limits.CountAutosave(token) : limits.CountPost(token)),
            [var only] when isPost && Is(only, "new-link") => limits.CountGuess(http),
            [var first, var second] when isPost && Is(first, "dashboard") && Is(second, "sign-in") => limits.CountSignIn(http),
            _ when IsApi(parts) => limits.SigningIn(http),
            _ => null,
        };
    }

    // Routes are found in whatever case they are written.
    private static bool Is(string part, string name) => string.Equals(part, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsApi(string[] parts) =>
        parts is [var first, var second, ..] && Is(first, Api) && !Open.Contains(second, StringComparer.OrdinalIgnoreCase);

    private async Task RefuseAsync(HttpContext http, string[] parts, TimeSpan wait)
    {
        var seconds = RetryAfter.Set(http.Response, wait);
        if (IsApi(parts))
        {
            await Problems.Of(StatusCodes.Status429TooManyRequests, "Zu viele Versuche", $"Zu viele Versuche ohne gültigen Schlüssel. Bitte in {seconds} Sekunden noch einmal versuchen.").ExecuteAsync(http);
            return;
        }

        if (parts is [_, _, "draft"])
        {
            // The page's script keeps what was typed and tries again by itself.
            await new PrivateJsonResult(null, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
            return;
        }

        var posted = HttpMethods.IsPost(http.Request.Method) ? (await PostedForm.ReadAsync(http.Request, files, http.RequestAborted)).Fields : null;
        var texts = TextCatalog.Find(posted?[FieldNames.Language].ToString()) ?? TextCatalog.Find(http.Request.Query[FieldNames.Language]) ?? TextCatalog.German;
        var minutes = (int)Math.Ceiling(seconds / 60.0);
        var when = texts.Count("limit.when", minutes);
        if (parts is [_, _, "draft-files"])
        {
            await new PrivateJsonResult(new { State = $"{texts["limit.upload"]} {when}" }, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
            return;
        }

        var message = new MessageModel(
            texts["limit.title"], [texts["limit.why"], when], posted is { Count: > 0 } ? SendAgain.Of(posted, paths.Of(string.Join('/', parts)), texts) : null);
        var html = await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), message);
        await new PageResult(html, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
    }
}
