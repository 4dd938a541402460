using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Archives;
using LipServerless.Adapters.Blobs;
using LipServerless.Adapters.Tables;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Domain.Time;
using LipServerless.Testing.Fakes;

namespace LipServerless.Adapters.Tests.Archives;

/// <summary>A place where rounds live: a prefix of its own in Azurite, and the commands that move rounds over it.</summary>
internal sealed class Place
{
    private readonly Storage storage = new();
    private readonly IArchiveStore archives;

    public Place()
    {
        archives = new AzureArchiveStore(storage.Tables, storage.Blobs, storage.Prefix);
    }

    public string Prefix => storage.Prefix;

    public FixedLinkSecret Secret { get; init; } = new();

    public ProcessClock Clock { get; } = new(new LipServerless.Testing.ManualTimeProvider(Rows.Start));

    public TableRoundStore Rounds => storage.Rounds();

    public TableWorkingDraftStore Drafts => new(storage.Tables, Prefix);

    public TableDraftAttachmentStore DraftFiles => new(storage.Tables, Prefix);

    public TableContactStore Contacts => new(storage.Tables, Prefix);

    public TableSuppressionList Suppressed => new(storage.Tables, Prefix);

    public TableDeliveryIndex Deliveries => new(storage.Tables, Prefix);

    public TableLinkStore Links => new(storage.Tables, Prefix);

    public BlobDocumentStore Documents => new(storage.Blobs, Prefix);

    public BlobAttachmentStore Files => new(storage.Blobs, Prefix);

    public TableClient RoundRows => storage.RoundRows();

    public MoveAway Away => new(Rounds, Clock);

    public StayHere Stay => new(Rounds, Clock);

    public ExportRound Exporting(IArchiveStore? through = null) => new(through ?? archives, Documents, new OnePage(), Secret, Clock);

    public async Task<byte[]> ExportAsync(string roundId, ArchiveKind kind = ArchiveKind.Move)
    {
        using var zip = new MemoryStream();
        await (await Exporting().PrepareAsync(roundId, kind, default)).WriteAsync(new Unseekable(zip), default);
        return zip.ToArray();
    }

    /// <summary>Hands a round over and exports it.</summary>
    public async Task<byte[]> HandOverAsync(string roundId)
    {
        await Away.ExecuteAsync(roundId, null, "Umzug", "Ada Probe", default);
        return await ExportAsync(roundId);
    }

    public Task<RoundImported> ImportAsync(byte[] zip, ImportConsent? consent = null, IArchiveStore? through = null) =>
        new ImportRound(through ?? archives, Rounds, Secret, Deliveries, Clock).ExecuteAsync(new MemoryStream(zip), consent ?? new(), "Bea Probe", default);

    /// <summary>The store of archives, reached through a client of the test's.</summary>
    public IArchiveStore ArchivesThrough(TableServiceClient tables) => new AzureArchiveStore(tables, storage.Blobs, Prefix);

    /// <summary>Every row of every table and every blob under this prefix, byte for byte; ETags and instants of writing aside.</summary>
    public async Task<SortedDictionary<string, string>> EverythingAsync()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in (string[])["Rounds", "Links", "Contacts", "Drafts", "Deliveries"])
        {
            var client = storage.Tables.GetTableClient(Prefix + table);
            await client.CreateIfNotExistsAsync();
            await foreach (var row in client.QueryAsync<TableEntity>())
                all.Add($"{table}/{row.PartitionKey}/{row.RowKey}", string.Join('\n', row.Where(column => column.Key is not ("odata.etag" or "Timestamp")).OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={column.Value}")));
        }

        foreach (var name in (string[])["documents", "attachments"])
        {
            var container = storage.Blobs.GetBlobContainerClient($"{Prefix}-{name}");
            if (!await container.ExistsAsync())
                continue;
            await foreach (var blob in container.GetBlobsAsync())
            {
                BlobDownloadResult content = await container.GetBlobClient(blob.Name).DownloadContentAsync();
                all.Add($"{name}/{blob.Name}", $"{content.Details.ContentType} {content.Details.ContentDisposition} {Convert.ToBase64String(content.Content)}");
            }
        }

        return all;
    }

    /// <summary>Pages are tried elsewhere; here one stands for them.</summary>
    private sealed class OnePage : IArchivePages
    {
        public async IAsyncEnumerable<ArchivePage> WriteAsync(ArchiveSubject subject, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield return new("lesen/seite.html", "<p>Seite</p>"u8.ToArray());
        }

        public Task<IReadOnlyList<ArchivePage>> IndexAsync(ArchiveSubject subject, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ArchivePage>>([new("index.html", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', entries.Select(entry => entry.Path))))]);
    }

    /// <summary>As a response's body: it can only be written, asynchronously.</summary>
    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous writes are not allowed.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    }
}
