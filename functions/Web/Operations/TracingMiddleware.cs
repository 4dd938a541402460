using System.Diagnostics;
using LipServerless.Activities.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LipServerless.Web.Operations;

/// <summary>
/// A span for each function that is called. The framework's own spans are not exported: they hold the address of the request, and
/// addresses hold the tokens of personal links.
/// </summary>
public sealed class TracingMiddleware : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);

        // A root of its own: a parent from the outside would be a span that is not exported.
        using var span = LipTraces.Source.StartActivity(context.FunctionDefinition.Name, ActivityKind.Server, parentContext: default);
        try
        {
            await next(context);
            if (context.GetHttpContext()?.Response.StatusCode is { } status)
            {
                span?.SetTag("http.response.status_code", status);
                if (status >= 500)
                    span?.SetStatus(ActivityStatusCode.Error);
            }
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
    }
}
