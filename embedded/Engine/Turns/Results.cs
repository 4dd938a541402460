using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>Results of activities and sub-orchestrations.</summary>
internal static class Results
{
    /// <summary>Reads one; where nothing was returned, the type's default, also for value types, as in Durable Task.</summary>
    // The generic overload casts null to a value type, which throws.
#pragma warning disable CA2263
    public static T Read<T>(DataConverter converter, string? result) =>
        converter.Deserialize(result, typeof(T)) is { } value ? (T)value : default!;
#pragma warning restore CA2263
}
