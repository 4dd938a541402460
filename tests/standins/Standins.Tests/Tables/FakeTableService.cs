using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace LipServerless.Standins.Tests.Tables;

/// <summary>Answers in place of a table service, and keeps what it was asked.</summary>
internal sealed class FakeTableService(Func<SeenRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    public const string Account = "acct";

    // Any bytes will do: nobody but this handler sees the signature.
    public static readonly string Key = Convert.ToBase64String("a key for tests only"u8.ToArray());

    public List<SeenRequest> Seen { get; } = [];

    public TableClientOptions Options()
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(this) };
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    public TableClient Table(string name = "tab") =>
        new(new Uri($"https://{Account}.table.core.windows.net"), name, new TableSharedKeyCredential(Account, Key), Options());

    public static HttpResponseMessage Json(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            response.Headers.Add(name, value);
        return response;
    }

    public static HttpResponseMessage Error(HttpStatusCode status, string code, string message = "what the service says") =>
        Json(status, $$$"""{"odata.error":{"code":"{{{code}}}","message":{"lang":"en-US","value":"{{{message}}}\nRequestId:1\nTime:2"} } }""");

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Content?.ReadAsStream(cancellationToken) ?? Stream.Null);
        return Answer(request, reader.ReadToEnd());
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Answer(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));

    private HttpResponseMessage Answer(HttpRequestMessage request, string body)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var seen = new SeenRequest(request.Method.Method, request.RequestUri!, headers, body);
        Seen.Add(seen);
        return answer(seen);
    }
}

internal sealed record SeenRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
