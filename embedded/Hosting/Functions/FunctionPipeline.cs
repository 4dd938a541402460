using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>Calls functions: the application's middleware in its order, then binding of the parameters, then the method.</summary>
internal sealed class FunctionPipeline
{
    private readonly DurableTaskClient? durableClient;
    private readonly FunctionExecutionDelegate entry;

    public FunctionPipeline(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, DurableTaskClient? durableClient)
    {
        this.durableClient = durableClient;
        entry = middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, wrap) => wrap(next));
    }

    /// <summary>Ends when the function and all middleware have; their exceptions come through as they are.</summary>
    public Task InvokeAsync(Invocation invocation) => entry(invocation);

    private async Task ExecuteAsync(FunctionContext context)
    {
        var invocation = (Invocation)context;
        var function = invocation.Function;
        var arguments = function.Shape.Parameters.Select(p => Bind(p, invocation)).ToArray();
        var instance = function.CreateInstance(invocation.InstanceServices);
        var returned = function.Shape.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (returned is not Task task)
        {
            invocation.Result = returned;
            return;
        }

        await task;
        if (function.Shape.Method.ReturnType.IsGenericType)
            invocation.Result = ResultOf((dynamic)task);
    }

    private static object? ResultOf<T>(Task<T> task) => task.Result;

    private object? Bind(ParameterShape parameter, Invocation invocation) => parameter.Source switch
    {
        ParameterSource.HttpTrigger or ParameterSource.TimerTrigger => invocation.Trigger,
        ParameterSource.DurableClient => durableClient,
        ParameterSource.FunctionContext => invocation,
        ParameterSource.CancellationToken => invocation.CancellationToken,
        _ => BindRouteValue(parameter, (HttpRequest)invocation.Trigger),
    };

    private static object? BindRouteValue(ParameterShape parameter, HttpRequest request)
    {
        var text = Convert.ToString(request.RouteValues.GetValueOrDefault(parameter.Name), CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(text)
            ? parameter.Info.HasDefaultValue ? parameter.Info.DefaultValue : RouteValues.Parse(null, parameter.Type)
            : RouteValues.Parse(text, parameter.Type);
    }
}
