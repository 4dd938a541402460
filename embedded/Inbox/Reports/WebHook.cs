using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using LipServerless.Embedded.Inbox.Entra;

namespace LipServerless.Embedded.Inbox.Reports;

/// <summary>A subscriber's web hook, called as Event Grid calls one that Entra ID protects.</summary>
internal sealed class WebHook : IDisposable
{
    private const string SubscriptionName = "LIP-INBOX";
    private const int LongestAnswer = 64 * 1024;

    // What Event Grid does not repeat at a web hook.
    private static readonly int[] Final = [400, 401, 403, 413];

    private readonly Uri address;
    private readonly EntraStandIn entra;
    private readonly TimeSpan patience;
    private readonly HttpClient http;

    /// <param name="address">Where it is.</param>
    /// <param name="entra">Where tokens come from.</param>
    /// <param name="patience">How long to wait for an answer.</param>
    public WebHook(Uri address, EntraStandIn entra, TimeSpan patience)
    {
        (this.address, this.entra, this.patience) = (address, entra, patience);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }

    /// <summary>The handshake. Null if the web hook echoed the code; otherwise what it did instead.</summary>
    public async Task<string?> ValidateAsync(int tries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var code = Guid.NewGuid().ToString();
        var answer = await PostAsync("SubscriptionValidation", EventGridEvents.Validation(Guid.NewGuid(), code, now), "1", tries, cancellationToken);
        if (answer.Fault is { } fault) return fault;
        return answer.Status == 200 && Echo(answer.Body) == code ? null : $"answered {answer.Status} without the validation code";
    }

    /// <summary>Sends reports. Null if the web hook has them; otherwise what it did instead, and whether that is final.</summary>
    public async Task<(string Fault, bool IsFinal)?> NotifyAsync(IEnumerable<(DeliveryReport Report, MailSummary Mail)> reports, int tries, CancellationToken cancellationToken)
    {
        var answer = await PostAsync("Notification", EventGridEvents.Reports(reports), "1.0", tries, cancellationToken);
        return answer.Fault is { } fault ? (fault, Final.Contains(answer.Status)) : null;
    }

    public void Dispose() => http.Dispose();

    private async Task<Answer> PostAsync(string type, byte[] events, string dataVersion, int tries, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(events);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("aeg-event-type", type);
        request.Headers.Add("aeg-subscription-name", SubscriptionName);
        request.Headers.Add("aeg-delivery-count", tries.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("aeg-data-version", dataVersion);
        request.Headers.Add("aeg-metadata-version", "1");
        using var over = new CancellationTokenSource(patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await entra.TokenAsync(cancellationToken));
            using var response = await http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return new((int)response.StatusCode, body, response.IsSuccessStatusCode ? null : $"answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return new(0, [], $"could not be reached ({e.HttpRequestError})");
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(0, [], string.Create(CultureInfo.InvariantCulture, $"did not answer within {patience.TotalSeconds:0} s"));
        }
    }

    private static string? Echo(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("validationResponse", out var echoed) && echoed.ValueKind == JsonValueKind.String
                ? echoed.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Answer(int Status, byte[] Body, string? Fault);
}
