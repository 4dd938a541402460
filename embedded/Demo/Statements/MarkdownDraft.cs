using System.Text;
using LipServerless.Domain.Drafts;

namespace LipServerless.Embedded.Demo.Statements;

/// <summary>Writes a draft back as Markdown that reads as the same paragraphs again, with sentences added to some of them.</summary>
internal static class MarkdownDraft
{
    private const int DeepestHeading = 6;

    /// <summary>The text.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="amendments">Sentences to add, by paragraph id.</param>
    public static string Write(Draft draft, IReadOnlyDictionary<string, string> amendments)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Escape(draft.Title)).Append("\n\n");
        foreach (var paragraph in draft.Paragraphs)
            Write(text, paragraph, amendments.GetValueOrDefault(paragraph.Id));
        return text.ToString();
    }

    private static void Write(StringBuilder text, Paragraph paragraph, string? amendment)
    {
        var content = amendment is null ? paragraph.Text : $"{paragraph.Text} {amendment}";
        var marker = paragraph.EqualityRelevant ? " {gleichstellung}" : "";
        switch (paragraph.Kind)
        {
            case ParagraphKind.Heading:
                text.Append('#', Math.Min(paragraph.Headings.Count + 2, DeepestHeading)).Append(' ').Append(Escape(content).Replace('\n', ' '));
                break;
            case ParagraphKind.Table:
                var fence = new string('~', Math.Max(3, LongestRun(content, '~') + 1));
                text.Append(fence).Append('\n').Append(content).Append(marker).Append('\n').Append(fence);
                break;
            case ParagraphKind.ListItem:
                text.Append("- ").Append(Lines(content, "  ")).Append(marker);
                break;
            case ParagraphKind.Quote:
                text.Append("> ").Append(Lines(content, "> ")).Append(marker);
                break;
            default:
                text.Append(Lines(content, "")).Append(marker);
                break;
        }

        text.Append("\n\n");
    }

    private static int LongestRun(string text, char wanted)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == wanted ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // A backslash before the line feed makes the break a forced one.
    private static string Lines(string text, string indent) => string.Join($"\\\n{indent}", text.Split('\n').Select(Escape));

    /// <summary>Every ASCII punctuation character gets its backslash: nothing is markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
