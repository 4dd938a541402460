using LipServerless.Domain.Time;
using LipServerless.Embedded.Hosting.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Hosting.Http;

/// <summary>Serves HTTP-triggered functions on ASP.NET Core's endpoints.</summary>
internal sealed class HttpFunctions(FunctionPipeline pipeline, FunctionKeys keys, ProcessClock clock, ILogger<HttpFunctions> log)
{
    public void Map(WebApplication app, string prefix, IEnumerable<FunctionBinding> functions)
    {
        // The Functions host knows no 405: a function that does not take the method is not there.
        app.Use((http, next) =>
        {
            if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<FunctionBinding>() is not null)
                return next(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        foreach (var function in functions)
        {
            var trigger = function.Shape.Http!;
            var route = prefix.Length == 0 ? trigger.Route : $"{prefix}/{trigger.Route}";
            RequestDelegate handle = http => HandleAsync(http, function);
            var endpoint = trigger.Methods.Count == 0 ? app.Map(route, handle) : app.MapMethods(route, trigger.Methods, handle);
            endpoint.WithMetadata(function).WithDisplayName(function.Shape.Name);
        }
    }

    private async Task HandleAsync(HttpContext http, FunctionBinding function)
    {
        var shape = function.Shape;
        if (!keys.Allow(shape.Http!.Level, shape.Name, PresentedKey(http.Request)))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var hold = clock.Hold();
        var invocation = Invocation.OverHttp(function, http);
        try
        {
            await pipeline.InvokeAsync(invocation);
            await ExecuteResultAsync(invocation, http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            HostLog.RequestAborted(log, shape.Name, invocation.InvocationId);
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            // The host's own limits: the body is too large or broken off.
            HostLog.RequestRefused(log, error.StatusCode, shape.Name, invocation.InvocationId);
            Answer(http, error.StatusCode);
        }
#pragma warning disable CA1031 // The outermost frame of a request: logged in full, the caller learns nothing of the inside.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HostLog.FunctionFailed(log, error, shape.Name, invocation.InvocationId);
            if (http.Response.HasStarted)
                http.Abort();
            else
                Answer(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static string? PresentedKey(HttpRequest request) =>
        request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();

    private Task ExecuteResultAsync(Invocation invocation, HttpContext http)
    {
        switch (invocation.Result)
        {
            case IActionResult action:
                return action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
            case IResult result:
                return result.ExecuteAsync(http);
            default:
                if (!http.Response.HasStarted && http.Response.ContentLength is null)
                    HostLog.NoResult(log, invocation.Function.Shape.Name, invocation.InvocationId);
                return Task.CompletedTask;
        }
    }

    private static void Answer(HttpContext http, int status)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
    }
}
