using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace LipServerless.Load.Storage;

/// <summary>
/// Sends recorded requests again by a bare HttpClient, as fast as it goes: the raw limit of this storage for this work. Requests of one
/// instance keep their order; so many instances as the engine had requests under way are served at once. Fences (<c>If-Match</c>) become
/// <c>*</c>, for storage makes new tags; signatures stay, for they cover neither tags nor bodies.
/// </summary>
internal static partial class BareReplay
{
    /// <summary>Seconds it took. The table must be empty, as it was.</summary>
    /// <exception cref="InvalidOperationException">Storage refused what it had accepted from the engine: the replay would prove nothing.</exception>
    public static async Task<double> RunAsync(IEnumerable<RecordedRequest> recorded, int atOnce)
    {
        var chains = recorded
            .GroupBy(InstanceOf)
            .Select(chain => chain.OrderBy(request => request.At).Select(ToMessage).ToList())
            .ToList();
        using var http = new HttpClient();
        var begin = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(chains, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (chain, cancellation) =>
        {
            foreach (var (message, expected) in chain)
                await SendAsync(http, message, expected, cancellation);
        });
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Whom it is about.</summary>
    public static string InstanceOf(RecordedRequest request) =>
        InstanceId().Match(request.Uri.OriginalString + Encoding.UTF8.GetString(request.Body)).Value;

    private static async Task SendAsync(HttpClient http, HttpRequestMessage message, int expected, CancellationToken cancellation)
    {
        using var answer = await http.SendAsync(message, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        if ((int)answer.StatusCode != expected || body.AsSpan().IndexOf("HTTP/1.1 4"u8) >= 0 || body.AsSpan().IndexOf("HTTP/1.1 5"u8) >= 0)
            throw new InvalidOperationException($"{message.Method} {message.RequestUri}: {(int)answer.StatusCode} instead of {expected}. {Encoding.UTF8.GetString(body)}");
    }

    private static (HttpRequestMessage Message, int Status) ToMessage(RecordedRequest recorded)
    {
        var message = new HttpRequestMessage(new HttpMethod(recorded.Method), recorded.Uri);
        if (recorded.Body.Length > 0)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fence().Replace(Encoding.UTF8.GetString(recorded.Body), "If-Match: *")));
        foreach (var (name, value) in recorded.Headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                message.Headers.TryAddWithoutValidation(name, name.Equals("If-Match", StringComparison.OrdinalIgnoreCase) ? "*" : value);
        }

        return (message, recorded.Status);
    }

    // As the measures name them: a looser pattern would find itself in the boundaries of transactions.
    [GeneratedRegex(@"(load|waiting)-\d{6}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InstanceId();

    [GeneratedRegex(@"If-Match: W/""[^""\r\n]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
