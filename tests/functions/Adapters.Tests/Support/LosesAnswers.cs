using Azure.Core;
using Azure.Core.Pipeline;

namespace LipServerless.Adapters.Tests.Support;

/// <summary>A way to the service on which the answer to a transaction is lost after the service has carried it out.</summary>
internal sealed class LosesAnswers(int times) : HttpPipelineTransport
{
    private readonly HttpClientTransport inner = new();
    private int left = times;

    /// <summary>Transactions that were sent, lost ones included.</summary>
    public int Transactions { get; private set; }

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The adapters do not block.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await inner.ProcessAsync(message);
        if (!message.Request.Uri.ToUri().AbsolutePath.EndsWith("$batch", StringComparison.Ordinal))
            return;
        Transactions++;
        if (left-- > 0)
            throw new IOException("The connection broke.");
    }
}
