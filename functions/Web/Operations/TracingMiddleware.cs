using System.Diagnostics;
using System.Diagnostics.Metrics;
using LipServerless.Activities.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LipServerless.Web.Operations;

/// <summary>
/// A span for each function that is called. The framework's own spans are not exported: they hold the address of the request, and
/// addresses hold the tokens of personal links. Calls are counted too (<c>lip.function.calls</c>): on Azure turns of orchestrations and activities
/// are calls, under the names of their tasks.
/// </summary>
public sealed class TracingMiddleware : IFunctionsWorkerMiddleware
{
    private static readonly Meter Meter = new(RoundMeter.Name);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "lip.function.calls", unit: "{call}", description: "Calls of functions, by function and outcome.");

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);

        // A root of its own: the framework's span around it is not recorded, and no child of such a one is. (An async method's change of
        // the current span ends with it.)
        Activity.Current = null;
        using var span = LipTraces.Source.StartActivity(context.FunctionDefinition.Name, ActivityKind.Server, parentContext: default);
        var failed = false;
        try
        {
            await next(context);
            if (context.GetHttpContext()?.Response.StatusCode is { } status)
            {
                span?.SetTag("http.response.status_code", status);
                failed = status >= 500;
                if (failed)
                    span?.SetStatus(ActivityStatusCode.Error);
            }
        }
        catch (Exception e)
        {
            failed = true;
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
        finally
        {
            if (Calls.Enabled)
                Calls.Add(1, new("function", context.FunctionDefinition.Name), new("outcome", failed ? "failed" : "completed"));
        }
    }
}
