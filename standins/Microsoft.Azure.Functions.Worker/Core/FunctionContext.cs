namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of one function, as functions and middleware see it.</summary>
public abstract class FunctionContext
{
    /// <summary>Identifies this invocation; another one each time.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Identifies the function, stable while the code is.</summary>
    public abstract string FunctionId { get; }

    public abstract TraceContext TraceContext { get; }

    public abstract BindingContext BindingContext { get; }

    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation: a scope that ends with it.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>What the parts of one invocation share.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    public abstract IInvocationFeatures Features { get; }

    /// <summary>Signalled when the invocation is to end early; never, unless the host overrides it.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
