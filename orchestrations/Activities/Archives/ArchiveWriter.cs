using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Archives;

/// <summary>Writes an archive into a stream that need not be seekable: entry by entry, none held in memory; last its manifest.</summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true, RespectNullableAnnotations = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int Piece = 81_920;

    private readonly ZipArchive zip;
    private readonly DrainedStream output;
    private readonly DateTimeOffset at;
    private readonly List<ArchiveEntry> entries = [];

    private ArchiveWriter(ZipArchive zip, DrainedStream output, DateTimeOffset at)
    {
        (this.zip, this.output, this.at) = (zip, output, at);
    }

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<ArchiveEntry> Entries => entries;

    public static async Task<ArchiveWriter> BeginAsync(Stream target, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var drained = new DrainedStream(target);
        return new(await ZipArchive.CreateAsync(drained, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken), drained, at);
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">Its name, and what it is; size and checksum are found out.</param>
    /// <param name="content">Its bytes, read to the end.</param>
    /// <param name="cancellationToken">Ends it: the archive is broken then.</param>
    public async Task AddAsync(ArchiveEntry entry, Stream content, CancellationToken cancellationToken)
    {
        var packed = zip.CreateEntry(entry.Path, entry.Blob?.Kind == ArchiveBlobKind.File ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
        packed.LastWriteTime = at;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        await using (var target = await packed.OpenAsync(cancellationToken))
        {
            var piece = new byte[Piece];
            for (int read; (read = await content.ReadAsync(piece, cancellationToken)) > 0; size += read)
            {
                hash.AppendData(piece.AsSpan(0, read));
                await target.WriteAsync(piece.AsMemory(0, read), cancellationToken);
                await output.DrainAsync(cancellationToken);
            }
        }

        await output.DrainAsync(cancellationToken);

        entries.Add(entry with { Size = size, Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()) });
    }

    /// <summary>As the other overload, for bytes.</summary>
    public async Task AddAsync(ArchiveEntry entry, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        await AddAsync(entry, stream, cancellationToken);
    }

    /// <summary>Adds the manifest and ends the file.</summary>
    public async Task EndAsync(ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        var packed = zip.CreateEntry(ArchiveManifest.Path, CompressionLevel.Optimal);
        packed.LastWriteTime = at;
        await using (var target = await packed.OpenAsync(cancellationToken))
            await target.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(manifest with { Entries = entries }, Json), cancellationToken);
        await zip.DisposeAsync();
        await output.DrainAsync(cancellationToken);
    }

    // What was not ended stays a broken file.
    public ValueTask DisposeAsync() => zip.DisposeAsync();

    /// <summary>An entry to be written.</summary>
    public static ArchiveEntry Named(string path) => new() { Path = path, Size = 0, Sha256 = "" };
}
