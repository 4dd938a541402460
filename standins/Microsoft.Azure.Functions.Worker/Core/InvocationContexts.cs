namespace Microsoft.Azure.Functions.Worker;

/// <summary>Raw trigger data by name: for an HTTP trigger the route and query values.</summary>
public abstract class BindingContext
{
    protected BindingContext()
    {
    }

    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>How often the host has tried this invocation.</summary>
public abstract class RetryContext
{
    protected RetryContext()
    {
    }

    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}

/// <summary>W3C trace context of the invocation.</summary>
public abstract class TraceContext
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    protected TraceContext()
    {
    }

    public abstract string TraceParent { get; }

    public abstract string TraceState { get; }

    public virtual IReadOnlyDictionary<string, string> Attributes { get; } = None;

    public virtual IReadOnlyDictionary<string, string> Baggage { get; } = None;
}

/// <summary>Features of one invocation, one for each type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    void Set<T>(T instance);

    /// <summary>The feature, or null (default) where none is set.</summary>
    T? Get<T>();
}
