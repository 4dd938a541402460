using LipServerless.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Standins.Tests.Functions;

public class MiddlewareContractTests
{
    [Fact]
    public async Task UseMiddleware_TypesAndDelegates_RunInOrderOfRegistrationAroundTheFunction()
    {
        var app = new App();
        app.UseMiddleware<First>().UseMiddleware(async (context, next) =>
        {
            Trace(context, "second in");
            await next();
            Trace(context, "second out");
        });

        Assert.Equal(["first in", "second in", "function", "second out", "first out"], await app.InvokeAsync());
    }

    [Theory]
    [InlineData(true, new[] { "first in", "inline", "function", "first out" })]
    [InlineData(false, new[] { "function" })]
    public async Task UseWhen_Predicate_DecidesForEachInvocation(bool applies, string[] expected)
    {
        var app = new App();
        app.UseWhen<First>(_ => applies).UseWhen(_ => applies, (context, next) =>
        {
            Trace(context, "inline");
            return next();
        });

        Assert.Equal(expected, await app.InvokeAsync());
    }

    [Fact]
    public void UseMiddleware_Type_IsRegisteredAsSingleton()
    {
        var app = new App();
        app.UseMiddleware<First>();

        var registration = Assert.Single(app.Services, s => s.ServiceType == typeof(First));
        Assert.Equal(ServiceLifetime.Singleton, registration.Lifetime);
    }

    private static void Trace(FunctionContext context, string what) => ((List<string>)context.Items["trace"]).Add(what);

    private sealed class First : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            Trace(context, "first in");
            await next(context);
            Trace(context, "first out");
        }
    }

    private sealed class App : IFunctionsWorkerApplicationBuilder
    {
        private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> list = [];

        public IServiceCollection Services { get; } = new ServiceCollection();

        public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
        {
            list.Add(middleware);
            return this;
        }

        public async Task<List<string>> InvokeAsync()
        {
            await using var services = Services.BuildServiceProvider();
            var context = new FakeFunctionContext(services);
            var trace = new List<string>();
            context.Items["trace"] = trace;
            FunctionExecutionDelegate pipeline = c =>
            {
                Trace(c, "function");
                return Task.CompletedTask;
            };
            foreach (var middleware in Enumerable.Reverse(list))
                pipeline = middleware(pipeline);
            await pipeline(context);
            return trace;
        }
    }
}
