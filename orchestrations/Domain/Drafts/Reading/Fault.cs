using System.Globalization;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>The sentences for staff, each with the remedy.</summary>
internal static class Fault
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static DraftFault TooLarge(int most) => new(
        DraftFaultCode.TooLarge,
        string.Create(German, $"Die Datei ist größer als {most / 1024.0:#,0.#} KiB; bitte reichen Sie den Entwurf ohne Anlagen und Bilder oder in Teilen ein."));

    public static DraftFault Empty() => new(
        DraftFaultCode.Empty, "Die Datei enthält keinen Text; bitte prüfen Sie, ob der Entwurf gespeichert und die richtige Datei gewählt wurde.");

    public static DraftFault Binary() => new(
        DraftFaultCode.Binary,
        "Die Datei ist kein Text (sondern zum Beispiel PDF, Word oder ein Archiv); bitte speichern Sie den Entwurf als Nur-Text (.txt) oder Markdown (.md) in UTF-8.");

    public static DraftFault WrongEncoding() => new(
        DraftFaultCode.WrongEncoding,
        "Der Text ist nicht in UTF-8 gespeichert, Umlaute gingen verloren; bitte speichern Sie die Datei erneut und wählen Sie dabei die Zeichencodierung UTF-8.");

    public static DraftFault UnsupportedType() => new(
        DraftFaultCode.UnsupportedType,
        "Dieser Dateityp wird nicht gelesen; bitte reichen Sie den Entwurf als Markdown (.md) oder Nur-Text (.txt) ein.");

    public static DraftFault NoParagraphs() => new(
        DraftFaultCode.NoParagraphs,
        "Der Text enthält nur Überschriften und keinen Absatz, der kommentiert werden könnte; bitte ergänzen Sie den Text unter den Überschriften.");

    public static DraftFault TooManyParagraphs(int found, int most) => new(
        DraftFaultCode.TooManyParagraphs,
        string.Create(German, $"Der Entwurf hat {found:#,0} Absätze, höchstens {most:#,0} sind möglich; bitte teilen Sie ihn auf mehrere Runden auf."));

    public static DraftFault TooManyLines(long most) => new(
        DraftFaultCode.TooManyParagraphs,
        string.Create(German, $"Der Entwurf hat mehr als {most:#,0} Zeilen; bitte teilen Sie ihn auf mehrere Runden auf."));

    public static DraftFault ParagraphTooLong(int found, int most) => new(
        DraftFaultCode.ParagraphTooLong,
        string.Create(German, $"Ein Absatz hat {found:#,0} Zeichen, höchstens {most:#,0} sind möglich; bitte gliedern Sie ihn durch Leerzeilen in Absätze."));
}
