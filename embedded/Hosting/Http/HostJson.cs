using System.Text.Json;

namespace LipServerless.Embedded.Hosting.Http;

/// <summary>What the embedded host reads from host.json.</summary>
/// <param name="RoutePrefix">Comes before every route; may be empty. The Functions host's default is <c>api</c>.</param>
/// <param name="DefaultVersion">Stamped on orchestrations that are started without a version; null stamps none.</param>
public sealed record HostJson(string RoutePrefix, string? DefaultVersion = null)
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
            var root = document.RootElement;
            return new HostJson((Extension(root, "http", "routePrefix") ?? "api").Trim('/'), Extension(root, "durableTask", "defaultVersion"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EmbeddedHostException($"{path} is not a valid host.json: {error.Message}", error);
        }
    }

    private static string? Extension(JsonElement root, string extension, string entry) =>
        root.TryGetProperty("extensions", out var extensions)
        && extensions.TryGetProperty(extension, out var found)
        && found.TryGetProperty(entry, out var value) ? value.GetString() : null;
}
