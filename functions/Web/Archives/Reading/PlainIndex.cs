using System.Globalization;
using System.Text;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Archives.Reading;

/// <summary>An archive's table of contents as plain text: what will be readable when nothing else is.</summary>
internal static class PlainIndex
{
    public static string Write(ArchiveSubject subject, IReadOnlyList<ArchiveEntry> entries, PageTexts texts)
    {
        var round = subject.Round.Round;
        var lines = new StringBuilder()
            .AppendLine(texts["archive.index.kicker"]).AppendLine()
            .AppendLine(round.Settings.Title)
            .AppendLine(CultureInfo.InvariantCulture, $"{texts["round.number", round.Number]} ({round.RoundId}), {texts.Of(round.State)}")
            .AppendLine(CultureInfo.InvariantCulture, $"{texts["archive.index.exported"]}: {texts.Moment(subject.ExportedAt, round.Settings.TimeZone)}").AppendLine()
            .AppendLine(texts[$"archive.index.what.{subject.Kind}"])
            .AppendLine(texts["archive.index.data"])
            .AppendLine(texts["archive.index.english"]).AppendLine()
            .AppendLine(texts[subject.IsLogIntact ? "archive.index.logIntact" : "archive.index.logBroken"]).AppendLine()
            .AppendLine(texts["archive.index.bodies"]);
        foreach (var body in subject.Round.Bodies)
            lines.AppendLine(CultureInfo.InvariantCulture, $"  {body.Name}: {ResultOf(body, texts)} – {ReadingPaths.OfBody(body.BodyId)}");

        lines.AppendLine().AppendLine(texts["archive.index.files"]);
        foreach (var entry in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
            lines.AppendLine(CultureInfo.InvariantCulture, $"  {entry.Sha256}  {entry.Size,12}  {entry.Path}");
        return lines.ToString();
    }

    public static string ResultOf(Rounds.Contracts.Stored.BodyRecord body, PageTexts texts) => body switch
    {
        { Result: { } result } => texts.Of(result),
        { HasAnswered: true } => texts["dashboard.answered"],
        _ => texts.Of(body.State),
    };
}
