namespace Microsoft.Extensions.Http.Resilience;

/// <summary>One pipeline: how it is built follows its name, its state (breaker, limiter) also the instance.</summary>
internal readonly record struct PipelineKey(string Name, string InstanceName)
{
    public sealed class ByName : IEqualityComparer<PipelineKey>
    {
        public bool Equals(PipelineKey x, PipelineKey y) => string.Equals(x.Name, y.Name, StringComparison.Ordinal);

        public int GetHashCode(PipelineKey obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
