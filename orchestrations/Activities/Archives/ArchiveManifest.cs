using System.Text.Json.Serialization;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Archives;

/// <summary>
/// What an archive says of itself: whose round it is, and each of its entries with size and checksum. It is an entry itself
/// (<see cref="Path"/>), written last; its SHA-256 stands for the whole archive.
/// </summary>
public sealed record ArchiveManifest
{
    /// <summary>The entry that holds it.</summary>
    public const string Path = "daten/manifest.json";

    /// <summary>The value of <see cref="Format"/>.</summary>
    public const string FormatName = "lipserverless-round";

    /// <summary>The version this code writes, and the only one it reads. Rows of a new kind need a new one.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Version of the format.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for, and so what it holds.</summary>
    public required ArchiveKind Kind { get; init; }

    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>When its rows were read (process time).</summary>
    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>The last entry of its log; 0 for an empty log.</summary>
    public required long LogSequence { get; init; }

    /// <summary>That entry's hash, which covers the whole log.</summary>
    public required string LogHash { get; init; }

    /// <summary>Tells secrets of links apart without giving them away; null where the archive holds no links.</summary>
    public string? LinkSecretMark { get; init; }

    /// <summary>Documents and files that rows name and that are stored no more: erased.</summary>
    public required IReadOnlyList<ArchiveBlob> Erased { get; init; }

    /// <summary>Every entry but this one.</summary>
    public required IReadOnlyList<ArchiveEntry> Entries { get; init; }
}

/// <summary>An entry of an archive.</summary>
public sealed record ArchiveEntry
{
    /// <summary>Its name in the ZIP file: folders divided by slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Lower-case hex SHA-256.</summary>
    public required string Sha256 { get; init; }

    /// <summary>For a document or file: where it lies in the store.</summary>
    public ArchiveBlob? Blob { get; init; }

    /// <summary>For a document or file: its media type in the store.</summary>
    public string? ContentType { get; init; }

    /// <summary>For rows: their table.</summary>
    public ArchiveTable? Rows { get; init; }
}

/// <summary>What an archive is for, and so what it holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ArchiveKind>))]
public enum ArchiveKind
{
    /// <summary>
    /// To be kept as a record: the round with its log, what was submitted, and all of it for reading. No address, no link, nothing that was
    /// begun and not submitted.
    /// </summary>
    Archive,

    /// <summary>Everything, of a round that was handed over: it goes on where this is imported.</summary>
    Move,

    /// <summary>Everything, of a round that goes on where it is: in case that its store is lost.</summary>
    Backup,
}
