using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>Finds out at the start, not at the first call, what a function lacks.</summary>
internal static class FunctionDependencies
{
    /// <exception cref="EmbeddedHostException">A class needs a service that is not registered, or there is no durable engine.</exception>
    public static void Check(IReadOnlyList<FunctionShape> functions, IServiceProvider services)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        var lacking = functions.Where(f => !f.Method.IsStatic)
            .Select(f => f.Method.DeclaringType!)
            .Distinct()
            .SelectMany(t => t.GetConstructors().Single().GetParameters()
                .Where(p => !p.HasDefaultValue && !known.IsService(p.ParameterType))
                .Select(p => $"{t.Name} needs a {p.ParameterType.Name}, which is not registered."))
            .ToList();
        if (!known.IsService(typeof(SecludedDurableClient)))
        {
            lacking.AddRange(functions.Where(f => f.Parameters.Any(p => p.Source == ParameterSource.DurableClient))
                .Select(f => $"{f} takes a [DurableClient], but the host has no durable engine."));
        }

        if (lacking.Count > 0)
            throw new EmbeddedHostException(string.Join('\n', lacking));
    }
}
