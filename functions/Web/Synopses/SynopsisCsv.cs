using System.Globalization;
using System.Text;
using CsvHelper;
using LipServerless.Domain.Synopses;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Synopses;

/// <summary>
/// The synopsis as a table: a row for each view of a paragraph, then a row for each statement as a whole. Semicolons and a byte-order
/// mark, as German spreadsheets expect; cells that a spreadsheet would run as a formula are defused.
/// </summary>
public static class SynopsisCsv
{
    private static readonly string[] Header =
    [
        "Absatz", "Kennung", "Themenfeld", "Gleichstellung", "Absatztext", "Gremium", "Haltung", "Begründung", "Formulierungsvorschlag",
        "Empfangsnummer", "Weg", "Stand", "Hinweis",
    ];

    /// <summary>UTF-8 with byte-order mark.</summary>
    public static byte[] Write(Synopsis synopsis)
    {
        ArgumentNullException.ThrowIfNull(synopsis);
        using var buffer = new MemoryStream();
        using (var writer = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = CsvWriter.Create(writer, new CsvWriterOptions { Separator = ';', Injection = CsvInjection.Escape }))
        {
            csv.WriteRecord(Header);
            foreach (var row in ParagraphRows(synopsis).Concat(StatementRows(synopsis)))
                csv.WriteRecord([.. row.Select(field => Defused(field ?? ""))]);
        }

        return buffer.ToArray();
    }

    // The writer defuses what begins with =, +, -, @, tab or carriage return; a line feed before them it passes.
    private static string Defused(string field) => field.StartsWith('\n') ? "'" + field : field;

    private static IEnumerable<string?[]> ParagraphRows(Synopsis synopsis)
    {
        var texts = TextCatalog.German;
        foreach (var paragraph in synopsis.Paragraphs)
        {
            string?[] start = [Number(paragraph.Number), paragraph.ParagraphId, paragraph.Theme, paragraph.EqualityRelevant ? "ja" : paragraph.EqualityClaimed ? "beansprucht" : "", paragraph.Text];
            if (paragraph.Entries.Count == 0)
                yield return [.. start, "", "", "", "", "", "", "", ""];
            foreach (var entry in paragraph.Entries)
            {
                yield return
                [
                    .. start, entry.BodyName, entry.Stance is { } stance ? texts.Of(stance) : "", entry.Comment, entry.ProposedWording,
                    entry.ReceiptNumber, "", "", string.Join(", ", Notes(entry)),
                ];
            }
        }
    }

    private static IEnumerable<string> Notes(SynopsisEntry entry)
    {
        if (entry.Claimed)
            yield return "als gleichstellungsrelevant beansprucht";
        if (entry.NotAffected)
            yield return "nicht betroffen";
        if (entry.Sources.Count > 0)
            yield return $"beruht auf: {string.Join(", ", entry.Sources)}";
        if (entry.Late)
            yield return "verspätet, zugelassen";
    }

    private static IEnumerable<string?[]> StatementRows(Synopsis synopsis)
    {
        var texts = TextCatalog.German;
        foreach (var body in synopsis.Bodies)
        {
            if (body.Statements.Count == 0)
                yield return Whole(body.Name, "", "", "", "", texts.Of(body.Result));
            foreach (var statement in body.Statements)
            {
                var said = statement.Content is { } content
                    ? content.NilReturn ? "Fehlanzeige" : string.Join("\n\n", new[] { content.Overall, content.Transcript, content.NotAffected ? "nicht betroffen" : null }.Where(t => !string.IsNullOrEmpty(t)))
                    : "gelöscht";
                yield return Whole(body.Name, said, statement.ReceiptNumber, texts.Of(statement.Channel), texts.Of(statement.Standing), string.Join("; ", Remarks(statement)));
            }

            if (body.Dissent is { } dissent)
                yield return Whole(body.Name, dissent, body.DissentReceiptNumber, "", "abweichend", "weicht von der gemeinsamen Sicht ab");
        }
    }

    private static IEnumerable<string> Remarks(SynopsisStatement statement) =>
        new[] { statement.LateReason }.OfType<string>().Concat((statement.Content?.Attachments ?? []).Select(file => $"Anlage {file.Name} (SHA-256 {file.Hash})"));

    private static string?[] Whole(string body, string? text, string? receipt, string channel, string standing, string? note) =>
        ["gesamt", "", "", "", "", body, "", text, "", receipt, channel, standing, note];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
