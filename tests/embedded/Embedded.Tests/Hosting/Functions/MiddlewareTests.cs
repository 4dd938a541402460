using System.Net;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Embedded.Tests.Hosting.Functions;

public class MiddlewareTests
{
    [Fact]
    public async Task Request_MiddlewareOfTheApplication_RunsInItsOrderBeforeTheResultIsExecuted()
    {
        await using var sample = await SampleHost.StartAsync(
            o => o with
            {
                Application = (app, _) => app.UseMiddleware<Outer>().UseWhen<Refuses>(c => c.FunctionDefinition.Name == "Hello"),
            },
            typeof(HttpSamples));

        using var refused = await sample.Http.GetAsync("hello");
        using var passed = await sample.Http.GetAsync("nothing");

        Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, passed.StatusCode);
        Assert.Equal(
            ["in Hello", "refuses", "out Hello started False", "in Nothing", "nothing", "out Nothing started False"],
            await sample.Recorder.TakeAsync(6));
    }

    [Fact]
    public async Task Request_MiddlewareCatches_SeesTheFunctionsOwnException()
    {
        await using var sample = await SampleHost.StartAsync(
            o => o with
            {
                Application = (app, _) => app.UseMiddleware(async (context, next) =>
                {
                    try
                    {
                        await next();
                    }
                    catch (InvalidOperationException error)
                    {
                        await Results.Text(error.Message, statusCode: 409).ExecuteAsync(context.GetHttpContext()!);
                    }
                }),
            },
            typeof(HttpSamples));

        using var response = await sample.Http.GetAsync("fails");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("the inside", await response.Content.ReadAsStringAsync());
    }

    private sealed class Outer(Recorder recorder) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            recorder.Note($"in {context.FunctionDefinition.Name}");
            await next(context);
            recorder.Note($"out {context.FunctionDefinition.Name} started {context.GetHttpContext()!.Response.HasStarted}");
        }
    }

    private sealed class Refuses(Recorder recorder) : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            recorder.Note("refuses");
            context.GetHttpContext()!.Response.StatusCode = StatusCodes.Status402PaymentRequired;
            return Task.CompletedTask;
        }
    }
}
