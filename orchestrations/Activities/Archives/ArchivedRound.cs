using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Archives;

/// <summary>The rows of an archive, as what they mean. Each is checked to be of a kind that is known and to stand under its own key.</summary>
public sealed class ArchivedRound
{
    private static readonly (string Prefix, Func<string, StoredRecord?> Read)[] Kinds =
    [
        Kind<RoundRecord>(RoundRecord.TheKey),
        Kind<BodyRecord>(BodyRecord.Prefix),
        Kind<StatementRecord>(StatementRecord.Prefix),
        Kind<MailRecord>(MailRecord.Prefix),
        Kind<DecisionRecord>(DecisionRecord.TheKey),
        Kind<ColleagueLinkRecord>(ColleagueLinkRecord.Prefix),
        Kind<ErasureRecord>(ErasureRecord.TheKey),
        Kind<AuditRecord>(AuditRecord.Prefix),
        Kind<AuditSideRecord>(AuditSideRecord.Prefix),
        Kind<AuditHeadRecord>(AuditHeadRecord.TheKey),
    ];

    private readonly List<StoredRecord> records;

    private ArchivedRound(IReadOnlyList<ArchiveRow> rows, List<StoredRecord> records, RoundView view)
    {
        (Rows, this.records, View) = (rows, records, view);
    }

    /// <summary>The rows as they were read.</summary>
    public IReadOnlyList<ArchiveRow> Rows { get; }

    /// <summary>The round.</summary>
    public RoundView View { get; }

    /// <summary>The end of its log; null for an empty one.</summary>
    public AuditHeadRecord? Head => records.OfType<AuditHeadRecord>().SingleOrDefault();

    /// <summary>Its log, oldest first.</summary>
    public IReadOnlyList<AuditLine> Log
    {
        get
        {
            var sides = records.OfType<AuditSideRecord>().ToDictionary(side => side.Sequence);
            return [.. records.OfType<AuditRecord>().OrderBy(entry => entry.Sequence).Select(entry => new AuditLine(entry, sides.GetValueOrDefault(entry.Sequence)))];
        }
    }

    /// <summary>Documents that its rows name: whatever text in them has the form <c>{folder}/{round}/…</c>.</summary>
    public IReadOnlyList<ArchiveBlob> Documents => [.. Rows.Where(row => row.Table == ArchiveTable.Rounds).SelectMany(DocumentsIn).Distinct().Select(name => new ArchiveBlob(ArchiveBlobKind.Document, name))];

    /// <summary>Files that belong to its statements.</summary>
    public IReadOnlyList<ArchiveBlob> Files => [.. View.Statements.SelectMany(statement => statement.Attachments.Select(hash => FileOf(statement.BodyId, hash))).Distinct()];

    /// <summary>Where a file of a body lies.</summary>
    public ArchiveBlob FileOf(string bodyId, string hash) => new(ArchiveBlobKind.File, $"{View.Round.RoundId}/{bodyId}/{hash}");

    /// <summary>Reads rows.</summary>
    /// <exception cref="InvalidDataException">There is no round among them, or a row is of no known kind, or not what its key says.</exception>
    /// <exception cref="JsonException">A row is no JSON of its kind.</exception>
    public static ArchivedRound Of(IReadOnlyList<ArchiveRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var read = rows.Where(row => row.Table == ArchiveTable.Rounds).Select(Record).ToList();
        var round = read.OfType<RoundRecord>().SingleOrDefault() ?? throw new InvalidDataException("There is no row of the round itself.");
        var bodies = read.OfType<BodyRecord>().ToDictionary(body => body.BodyId, StringComparer.Ordinal);
        var view = new RoundView
        {
            Round = round,
            Bodies = [.. round.Settings.Bodies.Where(body => bodies.ContainsKey(body.Id)).Select(body => bodies[body.Id])],
            Statements = [.. read.OfType<StatementRecord>()],
            Mails = [.. read.OfType<MailRecord>()],
            ColleagueLinks = [.. read.OfType<ColleagueLinkRecord>()],
            Decision = read.OfType<DecisionRecord>().SingleOrDefault(),
            Erasures = read.OfType<ErasureRecord>().SingleOrDefault(),
        };
        return new(rows, read, view);
    }

    private static StoredRecord Record(ArchiveRow row)
    {
        var read = Kinds.FirstOrDefault(kind => row.Key.StartsWith(kind.Prefix, StringComparison.Ordinal)).Read
            ?? throw new InvalidDataException($"Row '{row.Key}' is of no kind that archives hold.");
        return read(row.Json) is { } record && record.Key == row.Key ? record : throw new InvalidDataException($"Row '{row.Key}' is not what its key says.");
    }

    private IEnumerable<string> DocumentsIn(ArchiveRow row)
    {
        using var json = JsonDocument.Parse(row.Json);
        return [.. Texts(json.RootElement).Where(IsDocument)];
    }

    // A reason or a title could look like it: words are no names of documents, so no spaces.
    private bool IsDocument(string text) =>
        text.Split('/') is [{ Length: > 0 } folder, var round, _, ..] && round == View.Round.RoundId && folder.All(char.IsAsciiLetterLower) && ArchivePaths.IsSafe(text) && !text.Any(char.IsWhiteSpace);

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };

    private static (string, Func<string, StoredRecord?>) Kind<T>(string prefix)
        where T : StoredRecord => (prefix, json => JsonSerializer.Deserialize<T>(json));
}
