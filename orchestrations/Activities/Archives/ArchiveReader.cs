using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Archives;

/// <summary>
/// Reads an archive that somebody sent: nothing of it is believed. Its entries are exactly those of its manifest, each of the size and with the
/// checksum that stand there; no more than that is ever unpacked, and nothing is unpacked into files.
/// </summary>
internal sealed class ArchiveReader : IAsyncDisposable
{
    private const int MostManifestBytes = 16 * 1024 * 1024;

    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries;

    private ArchiveReader(ZipArchive zip, Dictionary<string, ZipArchiveEntry> entries, ArchiveManifest manifest, string hash)
    {
        (this.zip, this.entries, Manifest, Hash) = (zip, entries, manifest, hash);
    }

    public ArchiveManifest Manifest { get; }

    /// <summary>Lower-case hex SHA-256 of the manifest: the whole archive's.</summary>
    public string Hash { get; }

    /// <summary>Opens an archive and checks every entry.</summary>
    /// <param name="archive">A seekable stream; left open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CommandRefusedException">It is no archive of a round, or broken, or too large.</exception>
    public static async Task<ArchiveReader> OpenAsync(Stream archive, CancellationToken cancellationToken)
    {
        ZipArchive? opened = null;
        try
        {
            opened = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            var named = Named(opened);
            var (manifest, hash) = await ManifestAsync(named, cancellationToken);
            Match(manifest, named);
            var reader = new ArchiveReader(opened, named, manifest, hash);
            foreach (var entry in manifest.Entries)
                await reader.UnpackAsync(entry, Stream.Null, cancellationToken);
            opened = null;
            return reader;
        }
        catch (InvalidDataException)
        {
            throw ArchiveFaults.Broken("Es ist keine lesbare ZIP-Datei.");
        }
        finally
        {
            if (opened is not null)
                await opened.DisposeAsync();
        }
    }

    /// <summary>The bytes of an entry.</summary>
    public async Task<byte[]> ReadAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream((int)entry.Size);
        try
        {
            await UnpackAsync(entry, content, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw Changed(entry.Path);
        }

        return content.ToArray();
    }

    /// <summary>All rows.</summary>
    public async Task<IReadOnlyList<ArchiveRow>> ReadRowsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ArchiveRow>();
        foreach (var entry in Manifest.Entries)
        {
            if (entry.Rows is { } table)
                rows.AddRange(ArchiveRowFile.Read(table, await ReadAsync(entry, cancellationToken)));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    private static Dictionary<string, ZipArchiveEntry> Named(ZipArchive zip)
    {
        if (zip.Entries.Count > ArchiveLimits.Entries)
            throw ArchiveFaults.TooLarge();
        var named = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            if (!ArchivePaths.IsSafe(entry.FullName))
                throw ArchiveFaults.Broken("Ein Eintrag hat einen Namen, den Archive nicht haben.");
            if (!named.TryAdd(entry.FullName, entry))
                throw ArchiveFaults.Broken($"'{entry.FullName}' kommt zweimal vor.");
        }

        return named;
    }

    private static async Task<(ArchiveManifest Manifest, string Hash)> ManifestAsync(Dictionary<string, ZipArchiveEntry> entries, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(ArchiveManifest.Path, out var packed))
            throw ArchiveFaults.Broken($"'{ArchiveManifest.Path}' fehlt; die Datei ist kein Archiv einer Runde oder wurde abgeschnitten.");
        using var bytes = new MemoryStream();
        if (await CopyAsync(packed, bytes, MostManifestBytes, null, cancellationToken) > MostManifestBytes)
            throw ArchiveFaults.TooLarge();
        try
        {
            // Version first: what comes later may have another shape.
            var head = JsonSerializer.Deserialize<FormatHead>(bytes.ToArray(), ArchiveWriter.Json);
            if (head?.Format != ArchiveManifest.FormatName)
                throw ArchiveFaults.Broken("Die Datei ist kein Archiv einer Runde.");
            if (head.Version != ArchiveManifest.CurrentVersion)
            {
                throw ArchiveFaults.Refused(
                    $"Das Archiv hat die Formatversion {head.Version}; diese Anwendung liest Version {ArchiveManifest.CurrentVersion}. Bitte mit der Anwendung einlesen, die dazu passt.");
            }

            var manifest = JsonSerializer.Deserialize<ArchiveManifest>(bytes.ToArray(), ArchiveWriter.Json)!;
            return (manifest, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())));
        }
        catch (JsonException)
        {
            throw ArchiveFaults.Broken($"'{ArchiveManifest.Path}' ist nicht lesbar.");
        }
    }

    private static void Match(ArchiveManifest manifest, Dictionary<string, ZipArchiveEntry> entries)
    {
        if (manifest.Entries.Any(entry => entry is null))
            throw ArchiveFaults.Broken($"'{ArchiveManifest.Path}' ist nicht lesbar.");
        var listed = manifest.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        if (listed.Count != manifest.Entries.Count || listed.Contains(ArchiveManifest.Path))
            throw ArchiveFaults.Broken("Das Verzeichnis nennt einen Eintrag zweimal.");
        if (listed.FirstOrDefault(path => !entries.ContainsKey(path)) is { } missing)
            throw ArchiveFaults.Broken($"'{missing}' fehlt.");
        if (entries.Keys.FirstOrDefault(path => path != ArchiveManifest.Path && !listed.Contains(path)) is { } extra)
            throw ArchiveFaults.Broken($"'{extra}' steht nicht im Verzeichnis.");
        if (manifest.Entries.Any(entry => entry.Size is < 0 or > ArchiveLimits.EntryBytes) || manifest.Entries.Sum(entry => entry.Size) > ArchiveLimits.TotalBytes)
            throw ArchiveFaults.TooLarge();
    }

    private async Task UnpackAsync(ArchiveEntry entry, Stream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (await CopyAsync(entries[entry.Path], target, entry.Size, hash, cancellationToken) != entry.Size || Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.Sha256)
            throw Changed(entry.Path);
    }

    // How many bytes there are; where there are more than was said, no more than one of them is unpacked.
    private static async Task<long> CopyAsync(ZipArchiveEntry packed, Stream target, long most, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        await using var content = await packed.OpenAsync(cancellationToken);
        var piece = new byte[81_920];
        var left = most;
        while (await content.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left + 1)), cancellationToken) is var read and > 0)
        {
            left -= read;
            if (left < 0)
                break;
            hash?.AppendData(piece.AsSpan(0, read));
            await target.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }

        return most - left;
    }

    private static CommandRefusedException Changed(string path) => ArchiveFaults.Broken($"'{path}' ist nicht, was das Verzeichnis sagt (Größe oder Prüfsumme).");

    private sealed record FormatHead(string? Format, int Version);
}
