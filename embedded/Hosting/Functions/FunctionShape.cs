using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>One method marked with <see cref="FunctionAttribute"/>, as reflection sees it; may be faulty (<see cref="FunctionRules"/>).</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Method">The method itself.</param>
/// <param name="Http">The HTTP trigger, null where the function has none.</param>
/// <param name="Timer">The timer trigger, null where the function has none.</param>
/// <param name="Parameters">All parameters, in order.</param>
public sealed record FunctionShape(
    string Name,
    MethodInfo Method,
    HttpTriggerShape? Http,
    TimerTriggerAttribute? Timer,
    IReadOnlyList<ParameterShape> Parameters)
{
    /// <summary>Full type name and method name, joined by a dot: what the worker calls the entry point.</summary>
    public string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({EntryPoint})";
}

/// <summary>How a function is reached over HTTP.</summary>
/// <param name="Route">Template without the host's prefix; the function's name where the trigger names none.</param>
/// <param name="Methods">Upper case; empty: any method.</param>
/// <param name="Level">Which key a caller needs.</param>
/// <param name="LevelIsNamed">Whether the attribute names the level; where it does not, worker and host differ in what they assume.</param>
public sealed record HttpTriggerShape(string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level, bool LevelIsNamed);

/// <summary>One parameter of a function.</summary>
/// <param name="Info">The parameter itself.</param>
/// <param name="Source">Where its value comes from.</param>
public sealed record ParameterShape(ParameterInfo Info, ParameterSource Source)
{
    /// <summary>The parameter's name.</summary>
    public string Name => Info.Name!;

    /// <summary>The parameter's type.</summary>
    public Type Type => Info.ParameterType;
}

/// <summary>Where a parameter's value comes from.</summary>
public enum ParameterSource
{
    /// <summary>Marked with <see cref="HttpTriggerAttribute"/>.</summary>
    HttpTrigger,

    /// <summary>Marked with <see cref="TimerTriggerAttribute"/>.</summary>
    TimerTrigger,

    /// <summary>Marked with <see cref="DurableClientAttribute"/>.</summary>
    DurableClient,

    /// <summary>The invocation's <see cref="FunctionContext"/>.</summary>
    FunctionContext,

    /// <summary>A <see cref="System.Threading.CancellationToken"/>.</summary>
    CancellationToken,

    /// <summary>The part of the route that has the parameter's name.</summary>
    RouteValue,

    /// <summary>Marked with a binding that this application does not use.</summary>
    OtherBinding,
}
