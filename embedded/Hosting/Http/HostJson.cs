using System.Text.Json;

namespace LipServerless.Embedded.Hosting.Http;

/// <summary>What the embedded host reads from host.json.</summary>
/// <param name="RoutePrefix">Comes before every route; may be empty. The Functions host's default is <c>api</c>.</param>
public sealed record HostJson(string RoutePrefix)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the file; the defaults where it, or an entry, is missing.</summary>
    /// <exception cref="EmbeddedHostException">The file is no JSON object.</exception>
    public static HostJson Read(string path)
    {
        if (!File.Exists(path))
            return new HostJson("api");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            var prefix = document.RootElement.TryGetProperty("extensions", out var extensions)
                && extensions.TryGetProperty("http", out var http)
                && http.TryGetProperty("routePrefix", out var value) ? value.GetString() : null;
            return new HostJson((prefix ?? "api").Trim('/'));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EmbeddedHostException($"{path} is not a valid host.json: {error.Message}", error);
        }
    }
}
