using System.Reflection;
using System.Text.RegularExpressions;
using LipServerless.Embedded.Hosting.Timers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>
/// What every function must keep to so that what runs here also runs in the Functions host. The embedded host refuses to start
/// otherwise; an architecture test asks the same question of the whole application.
/// </summary>
public static partial class FunctionRules
{
    private static readonly AuthorizationLevel[] Levels = [AuthorizationLevel.Anonymous, AuthorizationLevel.Function, AuthorizationLevel.Admin];

    /// <summary>Every broken rule as a sentence that names the function; empty: all is well.</summary>
    /// <param name="functions">All functions of the application.</param>
    /// <param name="taskNames">The names of its orchestrators and activities, which share one namespace with functions.</param>
    public static IReadOnlyList<string> Check(IEnumerable<FunctionShape> functions, IEnumerable<string> taskNames)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(taskNames);
        var all = functions.ToList();
        return [.. CheckNames(all, taskNames), .. all.SelectMany(CheckOne), .. CheckCollisions(all)];
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegalName { get; }

    private static IEnumerable<string> CheckNames(List<FunctionShape> functions, IEnumerable<string> taskNames)
    {
        var owners = functions.Select(f => (f.Name, Owner: f.EntryPoint)).Concat(taskNames.Select(t => (Name: t, Owner: "a task"))).ToList();
        foreach (var (name, owner) in owners.Where(o => !LegalName.IsMatch(o.Name)))
            yield return $"'{name}' ({owner}): a name is a letter and up to 127 letters, digits, '_' or '-'.";
        foreach (var same in owners.GroupBy(o => o.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return $"'{same.Key}' is the name of several: {string.Join(", ", same.Select(o => o.Owner))}.";
    }

    private static IEnumerable<string> CheckOne(FunctionShape function)
    {
        foreach (var fault in CheckMethod(function))
            yield return $"{function}: {fault}";
        var triggers = function.Parameters.Count(p => p.Source is ParameterSource.HttpTrigger or ParameterSource.TimerTrigger);
        if (triggers != 1)
            yield return $"{function}: exactly one parameter is an HttpTrigger or a TimerTrigger, not {triggers}.";
        foreach (var fault in function.Parameters.Select(p => CheckParameter(function, p)).OfType<string>())
            yield return $"{function}: {fault}";
        if (function.Http is { } http)
        {
            foreach (var fault in CheckHttp(http, function))
                yield return $"{function}: {fault}";
        }

        if (function.Timer is { } timer && TimerSchedule.FaultIn(timer.Schedule) is { } faultInSchedule)
            yield return $"{function}: {faultInSchedule}";
    }

    private static IEnumerable<string> CheckMethod(FunctionShape function)
    {
        var method = function.Method;
        var type = method.DeclaringType!;
        if (!method.IsPublic || !type.IsVisible)
            yield return "the method and its class must be public, the worker's generated code calls them.";
        if (method.ContainsGenericParameters || type.ContainsGenericParameters)
            yield return "neither the method nor its class can be generic.";
        if (!method.IsStatic && (type.IsAbstract || type.GetConstructors().Length != 1))
            yield return "its class needs exactly one public constructor.";
        if (!method.IsStatic && type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(DurableTaskClient))))
            yield return "a DurableTaskClient comes only as a [DurableClient] parameter, never from a constructor.";
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute)))
            yield return "'async void' ends before its work does; return a Task.";
        if (!IsAllowedResult(method.ReturnType, function.Http is not null))
        {
            yield return $"it returns {method.ReturnType.Name}; allowed are void and Task"
                + (function.Http is null ? "." : ", IResult and IActionResult (the worker answers anything else with an empty body).");
        }
    }

    private static bool IsAllowedResult(Type type, bool http)
    {
        if (type == typeof(void) || type == typeof(Task))
            return true;
        if (!http)
            return false;
        var result = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0] : type;
        return result.IsAssignableTo(typeof(IResult)) || result.IsAssignableTo(typeof(IActionResult));
    }

    private static string? CheckParameter(FunctionShape function, ParameterShape parameter) => parameter.Source switch
    {
        ParameterSource.HttpTrigger when parameter.Type != typeof(HttpRequest) => $"the HTTP trigger '{parameter.Name}' must be an HttpRequest.",
        ParameterSource.TimerTrigger when parameter.Type != typeof(TimerInfo) => $"the timer trigger '{parameter.Name}' must be a TimerInfo.",
        ParameterSource.DurableClient when parameter.Type != typeof(DurableTaskClient) => $"the durable client '{parameter.Name}' must be a DurableTaskClient.",
        ParameterSource.OtherBinding => $"'{parameter.Name}' has a binding that this application does not use.",
        ParameterSource.RouteValue when parameter.Type == typeof(DurableTaskClient) => $"'{parameter.Name}' lacks [DurableClient].",
        ParameterSource.RouteValue when !RouteValues.TryGetConstraint(parameter.Type, out _) =>
            $"'{parameter.Name}' is a {parameter.Type.Name}; a route value is a string, int, long, Guid, bool or DateTime.",
        ParameterSource.RouteValue when function.Http is null => $"'{parameter.Name}' is a route value, but the function has no route.",
        _ => null,
    };

    private static IEnumerable<string> CheckHttp(HttpTriggerShape http, FunctionShape function)
    {
        if (!http.LevelIsNamed)
            yield return "the trigger must name its authorization level.";
        if (!Levels.Contains(http.Level))
            yield return $"the authorization level {http.Level} is not supported here.";
        var bare = http.Route.Trim().Trim('/');
        if (bare.Length == 0)
            yield return "the route is empty: on Azure that is the host's own page.";
        if (http.Route.StartsWith('/'))
            yield return $"the route '{http.Route}' begins with '/'.";
        if (bare.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("runtime", StringComparison.OrdinalIgnoreCase))
            yield return $"the route '{http.Route}' begins with 'admin' or 'runtime', which the Functions host keeps for itself.";
        RoutePattern pattern;
        string? fault = null;
        try
        {
            pattern = RoutePatternFactory.Parse(http.Route);
        }
        catch (RoutePatternException error)
        {
            fault = $"the route '{http.Route}' is no route template: {error.Message}";
            pattern = RoutePatternFactory.Parse("");
        }

        if (fault is not null)
        {
            yield return fault;
            yield break;
        }

        foreach (var value in function.Parameters.Where(p => p.Source == ParameterSource.RouteValue))
        {
            if (CheckRouteValue(value, pattern, http.Route) is { } sentence)
                yield return sentence;
        }
    }

    private static string? CheckRouteValue(ParameterShape value, RoutePattern pattern, string route)
    {
        var part = pattern.Parameters.FirstOrDefault(p => p.Name == value.Name);
        if (part is null)
            return $"the route '{route}' has no part named '{value.Name}'.";
        if (part.IsOptional && !IsNullable(value.Info))
            return $"'{value.Name}' is optional in the route '{route}' but cannot be null.";
        return RouteValues.TryGetConstraint(value.Type, out var constraint) && constraint is not null
            && part.ParameterPolicies.All(p => p.Content != constraint)
            ? $"'{value.Name}' needs the constraint ':{constraint}' in the route '{route}': without it bad input is an error 500."
            : null;
    }

    private static bool IsNullable(ParameterInfo parameter) => parameter.ParameterType.IsValueType
        ? Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        : new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.NotNull;

    // Which of two functions answers is chance on Azure.
    private static IEnumerable<string> CheckCollisions(List<FunctionShape> functions)
    {
        var byRoute = functions.Where(f => f.Http is not null)
            .GroupBy(f => PartName.Replace(f.Http!.Route, "{}").Trim('/'), StringComparer.OrdinalIgnoreCase);
        foreach (var same in byRoute)
        {
            var list = same.ToList();
            for (var i = 0; i < list.Count; i++)
            {
                for (var j = i + 1; j < list.Count; j++)
                {
                    var (one, two) = (list[i].Http!.Methods, list[j].Http!.Methods);
                    if (one.Count == 0 || two.Count == 0 || one.Intersect(two, StringComparer.Ordinal).Any())
                        yield return $"{list[i]} and {list[j]} have the same route '{list[i].Http!.Route}' and share a method.";
                }
            }
        }
    }

    // Constraints tell routes apart, names do not.
    [GeneratedRegex(@"(?<=\{)\**[A-Za-z_][A-Za-z0-9_]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartName { get; }
}
