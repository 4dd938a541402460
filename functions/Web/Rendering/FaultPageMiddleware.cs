using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Rendering;

/// <summary>
/// A page that fails says so in words: what was stored is not lost, and what to do. Storage that is away looks the same as a bug to
/// whoever reads it; the log tells them apart. Never a stack trace.
/// </summary>
public sealed partial class FaultPageMiddleware(PageRenderer renderer, SitePaths paths, ILogger<FaultPageMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string RetryAfterSeconds = "30";

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext();
        if (http is null || http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it is: the reader gets a page, the log gets the failure.
        catch (Exception e) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            Failed(logger, e, context.FunctionDefinition.Name);
            await ShowAsync(http);
        }
    }

    private async Task ShowAsync(HttpContext http)
    {
        var texts = TextCatalog.Find(http.Request.Query["sprache"]) ?? TextCatalog.German;
        var message = new MessageModel(texts["outage.title"], [texts["outage.what"], texts["outage.how"]]);
        var html = await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), message);
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        await new PageResult(html, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
    }

    [LoggerMessage(EventId = 2500, EventName = "PageFailed", Level = LogLevel.Error,
        Message = "Page {Function} failed.")]
    private static partial void Failed(ILogger logger, Exception exception, string function);
}
