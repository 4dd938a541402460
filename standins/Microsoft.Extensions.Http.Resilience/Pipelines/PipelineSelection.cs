namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Named options: which instance of a pipeline serves a request; null means one for all.</summary>
internal sealed class PipelineSelection
{
    public Func<HttpRequestMessage, string>? InstanceOf { get; set; }

    /// <summary>Scheme, host and port.</summary>
    public static string Authority(HttpRequestMessage request) =>
        request.RequestUri?.GetLeftPart(UriPartial.Authority)
        ?? throw new InvalidOperationException("A request without an address belongs to no authority.");
}
