using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Options of the worker. <see cref="Serializer"/> is also what Durable Task serializes with on Azure.
/// </summary>
public class WorkerOptions
{
    /// <summary>Null until the worker's defaults are applied (JSON, property names case-insensitive when reading).</summary>
    public ObjectSerializer? Serializer { get; set; }

    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool IncludeEmptyEntriesInMessagePayload { get; set; } = true;
}
