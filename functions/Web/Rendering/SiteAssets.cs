using System.Security.Cryptography;

namespace LipServerless.Web.Rendering;

/// <summary>Style sheet and script: embedded, served under a name that holds their hash, so that they may be cached for ever.</summary>
public sealed class SiteAssets
{
    private readonly Dictionary<string, SiteAsset> byFile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> fileByName = new(StringComparer.Ordinal);

    /// <summary>Reads the embedded files.</summary>
    public SiteAssets()
    {
        var assembly = typeof(SiteAssets).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("assets/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource["assets/".Length..];
            var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
            var file = $"{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}";
            byFile.Add(file, new SiteAsset(content, ContentTypeOf(name)));
            fileByName.Add(name, file);
        }
    }

    /// <summary>The name under which an asset is served.</summary>
    /// <exception cref="KeyNotFoundException">There is no such asset.</exception>
    public string FileOf(string name) => fileByName[name];

    /// <summary>An asset by the name it is served under; null if there is none, also under an older hash.</summary>
    public SiteAsset? Find(string file) => byFile.GetValueOrDefault(file);

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"Assets of type '{other}' have no content type yet."),
    };
}

/// <summary>An asset as it is served.</summary>
public sealed record SiteAsset(byte[] Content, string ContentType);
