using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LipServerless.Activities.Archives;

namespace LipServerless.Adapters.Tests.Archives;

/// <summary>Archives as somebody else might have made them.</summary>
internal static class Zip
{
    public static List<(string Name, byte[] Content)> Entries(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return
        [
            .. archive.Entries.Select(entry =>
            {
                using var content = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(content);
                return (entry.FullName, content.ToArray());
            }),
        ];
    }

    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return zip.ToArray();
    }

    /// <summary>The archive with its entries changed, its manifest left as it was.</summary>
    public static byte[] With(byte[] zip, Action<List<(string Name, byte[] Content)>> change)
    {
        var entries = Entries(zip);
        change(entries);
        return Of(entries);
    }

    /// <summary>The archive with an entry's text changed, and a manifest that agrees with it.</summary>
    public static byte[] Sealed(byte[] zip, string name, Func<string, string> change) => With(zip, entries =>
    {
        Replace(entries, name, content => System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(content))));
        Seal(entries);
    });

    public static void Replace(List<(string Name, byte[] Content)> entries, string name, Func<byte[], byte[]> change)
    {
        var index = entries.FindIndex(entry => entry.Name == name);
        entries[index] = (name, change(entries[index].Content));
    }

    /// <summary>The archive with its manifest changed.</summary>
    public static byte[] Manifest(byte[] zip, Action<JsonObject> change) => With(zip, entries => Replace(entries, ArchiveManifest.Path, content =>
    {
        var manifest = JsonNode.Parse(content)!.AsObject();
        change(manifest);
        return JsonSerializer.SerializeToUtf8Bytes(manifest);
    }));

    /// <summary>Makes the manifest agree with the entries.</summary>
    public static void Seal(List<(string Name, byte[] Content)> entries) => Replace(entries, ArchiveManifest.Path, content =>
    {
        var manifest = JsonNode.Parse(content)!.AsObject();
        var known = manifest["entries"]!.AsArray().ToDictionary(entry => entry!["path"]!.GetValue<string>(), entry => entry!.DeepClone().AsObject());
        manifest["entries"] = new JsonArray(
        [
            .. entries.Where(entry => entry.Name != ArchiveManifest.Path).Select(JsonNode (entry) =>
            {
                var listed = known.GetValueOrDefault(entry.Name) ?? [];
                listed["path"] = entry.Name;
                listed["size"] = entry.Content.Length;
                listed["sha256"] = Convert.ToHexStringLower(SHA256.HashData(entry.Content));
                return listed;
            }),
        ]);
        return JsonSerializer.SerializeToUtf8Bytes(manifest);
    });
}
