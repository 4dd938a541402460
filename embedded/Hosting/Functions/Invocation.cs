using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>The <see cref="FunctionContext"/> of one call.</summary>
internal sealed class Invocation : FunctionContext
{
    // Under this key the package's GetHttpContext looks.
    private const string HttpContextKey = "HttpRequestContext";

    private Invocation(FunctionBinding function, IServiceProvider services, object trigger, CancellationToken cancellationToken)
    {
        Function = function;
        InstanceServices = services;
        Trigger = trigger;
        CancellationToken = cancellationToken;
    }

    public FunctionBinding Function { get; }

    /// <summary>The HttpRequest or TimerInfo.</summary>
    public object Trigger { get; }

    /// <summary>What the function returned; executed after all middleware, as the worker does.</summary>
    public object? Result { get; set; }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext { get; } = new Trace(Activity.Current);

    public override BindingContext BindingContext => new Values(Trigger as HttpRequest);

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeatureList();

    public override CancellationToken CancellationToken { get; }

    public static Invocation OverHttp(FunctionBinding function, HttpContext http)
    {
        var invocation = new Invocation(function, http.RequestServices, http.Request, http.RequestAborted);
        invocation.Items.Add(HttpContextKey, http);
        return invocation;
    }

    public static Invocation OfTimer(FunctionBinding function, IServiceProvider services, TimerInfo timer, CancellationToken cancellationToken) =>
        new(function, services, timer, cancellationToken);

    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class Trace(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? "";

        public override string TraceState { get; } = activity?.TraceStateString ?? "";
    }

    private sealed class Values(HttpRequest? request) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = Read(request);

        private static Dictionary<string, object?> Read(HttpRequest? request)
        {
            var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            if (request is null)
                return values;
            foreach (var (name, value) in request.Query)
                values[name] = value.ToString();
            foreach (var (name, value) in request.RouteValues)
                values[name] = Convert.ToString(value, CultureInfo.InvariantCulture);
            return values;
        }
    }

    private sealed class FeatureList : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> byType = [];

        public void Set<T>(T instance)
        {
            ArgumentNullException.ThrowIfNull(instance);
            byType[typeof(T)] = instance;
        }

        public T? Get<T>() => byType.TryGetValue(typeof(T), out var found) ? (T)found : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => byType.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
