using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>Finds functions by reflection.</summary>
public static class FunctionCatalog
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Every function of the assemblies, by name; also those that break rules.</summary>
    public static IReadOnlyList<FunctionShape> In(params IReadOnlyCollection<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        return Of(assemblies.Distinct().SelectMany(a => a.GetTypes()));
    }

    /// <summary>Every function of the types, by name; also those that break rules.</summary>
    public static IReadOnlyList<FunctionShape> Of(params IEnumerable<Type> types) =>
    [
        .. types.SelectMany(t => t.GetMethods(Everything))
            .Select(m => (Method: m, Function: m.GetCustomAttribute<FunctionAttribute>()))
            .Where(x => x.Function is not null)
            .Select(x => Describe(x.Function!.Name, x.Method))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    private static FunctionShape Describe(string name, MethodInfo method)
    {
        var parameters = method.GetParameters().Select(p => new ParameterShape(p, SourceOf(p))).ToList();
        var http = parameters.Find(p => p.Source == ParameterSource.HttpTrigger);
        var timer = parameters.Find(p => p.Source == ParameterSource.TimerTrigger);
        return new FunctionShape(
            name,
            method,
            http is null ? null : DescribeHttp(name, http.Info),
            timer?.Info.GetCustomAttribute<TimerTriggerAttribute>(),
            parameters);
    }

    private static HttpTriggerShape DescribeHttp(string name, ParameterInfo parameter)
    {
        var trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()!;
        var written = parameter.GetCustomAttributesData().Single(a => a.AttributeType == typeof(HttpTriggerAttribute));
        return new HttpTriggerShape(
            trigger.Route ?? name,
            [.. (trigger.Methods ?? []).Select(m => m.ToUpperInvariant()).Distinct(StringComparer.Ordinal)],
            trigger.AuthLevel,
            written.ConstructorArguments.Any(a => a.ArgumentType == typeof(AuthorizationLevel)));
    }

    private static ParameterSource SourceOf(ParameterInfo parameter)
    {
        if (parameter.IsDefined(typeof(HttpTriggerAttribute)))
            return ParameterSource.HttpTrigger;
        if (parameter.IsDefined(typeof(TimerTriggerAttribute)))
            return ParameterSource.TimerTrigger;
        if (parameter.IsDefined(typeof(DurableClientAttribute)))
            return ParameterSource.DurableClient;
        if (parameter.GetCustomAttributes().Any(a => a is BindingAttribute))
            return ParameterSource.OtherBinding;
        if (parameter.ParameterType == typeof(FunctionContext))
            return ParameterSource.FunctionContext;
        return parameter.ParameterType == typeof(CancellationToken) ? ParameterSource.CancellationToken : ParameterSource.RouteValue;
    }
}
