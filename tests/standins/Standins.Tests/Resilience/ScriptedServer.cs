using System.Net;
using System.Threading.Channels;

namespace LipServerless.Standins.Tests.Resilience;

/// <summary>Answers by a script, its last line for ever; counts what reaches it.</summary>
internal sealed class ScriptedServer(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] script) : HttpMessageHandler
{
    private readonly Channel<int> arrivals = Channel.CreateUnbounded<int>();
    private int received;

    public int Received => Volatile.Read(ref received);

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Status(HttpStatusCode status) =>
        (request, _) => Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request });

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Throws(Exception exception) =>
        (_, _) => Task.FromException<HttpResponseMessage>(exception);

    public static async Task<HttpResponseMessage> Hangs(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("never reached");
    }

    /// <summary>Waits until the next request is here.</summary>
    public async Task ArrivalAsync() => await arrivals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref received);
        arrivals.Writer.TryWrite(number);
        return script[Math.Min(number, script.Length) - 1](request, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();
}
