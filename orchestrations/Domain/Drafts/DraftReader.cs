using LipServerless.Domain.Drafts.Matching;
using LipServerless.Domain.Drafts.Reading;

namespace LipServerless.Domain.Drafts;

/// <summary>Reads Markdown and plain text and cuts it into paragraphs that a person would recognise. Pure; thread-safe; never throws for any bytes.</summary>
public static class DraftReader
{
    // Such a text could not keep within the limit of paragraphs; it is refused before the work of cutting it.
    private const int MostLinesOfParagraph = 25;

    /// <summary>Reads one file.</summary>
    /// <param name="content">The file's bytes: UTF-8 with or without BOM.</param>
    /// <param name="fileName">Its name, which tells the type: <c>.md</c> and <c>.markdown</c> are Markdown, <c>.txt</c> and no extension plain text. Folders in it are ignored.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="previous">The version before this one, whose paragraph ids are kept where the text is recognisably the same; null for a first draft.</param>
    /// <param name="retiredIds">Ids that versions before <paramref name="previous"/> used: never given again.</param>
    /// <returns>The draft, or all faults found. The same arguments give the same result, ids included.</returns>
    public static DraftReading Read(
        byte[] content, string fileName, DraftLimits limits, Draft? previous = null, IReadOnlyCollection<string>? retiredIds = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(limits);

        var format = DraftFormats.Of(fileName);
        if (format is null)
            return DraftReading.Refused(Fault.UnsupportedType());
        if (content.Length > limits.MaxBytes)
            return DraftReading.Refused(Fault.TooLarge(limits.MaxBytes));
        if (!DraftEncoding.TryDecode(content, out var text, out var encodingFault))
            return DraftReading.Refused(encodingFault);
        if (string.IsNullOrWhiteSpace(text))
            return DraftReading.Refused(Fault.Empty());
        if (CountLines(text) > (long)limits.MaxParagraphs * MostLinesOfParagraph)
            return DraftReading.Refused(Fault.TooManyLines((long)limits.MaxParagraphs * MostLinesOfParagraph));

        var cut = format == DraftFormat.Markdown ? MarkdownCutter.Cut(text) : PlainTextCutter.Cut(text);
        var paragraphs = ParagraphBuilder.Build(cut, format.Value);
        var faults = Check(paragraphs, limits);
        if (faults.Count > 0)
            return DraftReading.Refused(faults);

        var title = DraftTitle.Of(cut.Title, fileName);
        var identified = ParagraphIds.Assign(paragraphs, previous, retiredIds ?? []);
        return DraftReading.Of(new Draft { Title = title, Hash = DraftHash.Of(title, identified), Paragraphs = identified });
    }

    private static int CountLines(string text)
    {
        var count = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
                count++;
        }

        return count;
    }

    private static List<DraftFault> Check(List<Paragraph> paragraphs, DraftLimits limits)
    {
        var faults = new List<DraftFault>();
        if (!paragraphs.Exists(paragraph => paragraph.IsCommentable))
            faults.Add(Fault.NoParagraphs());
        if (paragraphs.Count > limits.MaxParagraphs)
            faults.Add(Fault.TooManyParagraphs(paragraphs.Count, limits.MaxParagraphs));
        var longest = paragraphs.Select(paragraph => paragraph.Text.Length).DefaultIfEmpty().Max();
        if (longest > limits.MaxParagraphLength)
            faults.Add(Fault.ParagraphTooLong(longest, limits.MaxParagraphLength));
        return faults;
    }
}
