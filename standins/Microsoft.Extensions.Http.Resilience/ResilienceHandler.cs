using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Sends a request through a pipeline; each attempt sends the same message again.</summary>
public class ResilienceHandler : DelegatingHandler
{
    private readonly Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> pipelineOf;

    public ResilienceHandler(Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> pipelineProvider)
    {
        ArgumentNullException.ThrowIfNull(pipelineProvider);
        pipelineOf = pipelineProvider;
    }

    public ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipelineOf = _ => pipeline;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using RequestScope scope = new(request, cancellationToken);
        return await pipelineOf(request)
            .ExecuteAsync(
                static async (context, call) => await call.Handler.SendOnceAsync(call.Request, context),
                scope.Context,
                (Handler: this, Request: request))
            .ConfigureAwait(scope.Context.ContinueOnCapturedContext);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using RequestScope scope = new(request, cancellationToken);
        return pipelineOf(request).Execute(
            static (context, call) => call.Handler.SendOnce(call.Request, context),
            scope.Context,
            (Handler: this, Request: request));
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, ResilienceContext context)
    {
        // Handlers further in find the attempt's context, not the request's first one.
        request.SetResilienceContext(context);
        return base.SendAsync(request, context.CancellationToken);
    }

    private HttpResponseMessage SendOnce(HttpRequestMessage request, ResilienceContext context)
    {
        request.SetResilienceContext(context);
        return base.Send(request, context.CancellationToken);
    }

    /// <summary>The context of one request: the caller's own, or one from the pool that goes back there at the end.</summary>
    private readonly struct RequestScope : IDisposable
    {
        private readonly HttpRequestMessage request;
        private readonly bool fromPool;

        public RequestScope(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            this.request = request;
            ResilienceContext? callers = request.GetResilienceContext();
            fromPool = callers is null;
            Context = callers ?? ResilienceContextPool.Shared.Get(cancellationToken);
            request.SetResilienceContext(Context);
#pragma warning disable EXTEXP0001 // The retry options find the request's method through it.
            Context.SetRequestMessage(request);
#pragma warning restore EXTEXP0001
        }

        public ResilienceContext Context { get; }

        public void Dispose()
        {
            request.SetResilienceContext(fromPool ? null : Context);
            if (fromPool)
            {
                ResilienceContextPool.Shared.Return(Context);
            }
        }
    }
}
