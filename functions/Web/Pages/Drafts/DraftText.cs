using System.Text;
using LipServerless.Domain.Drafts;
using LipServerless.Web.Rendering;

namespace LipServerless.Web.Pages.Drafts;

/// <summary>A draft as a text file with the paragraph numbers of the page: to print, to pass on, to answer on paper.</summary>
public static class DraftText
{
    /// <summary>UTF-8 with a byte-order mark (older editors on Windows need it), lines ended by CR LF.</summary>
    public static byte[] Write(Draft draft, int roundNumber)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var text = new StringBuilder();
        Line(text, draft.Title);
        Line(text, new string('=', Math.Min(draft.Title.Length, 78)));
        Line(text, $"Runde {roundNumber} · Prüfsumme {draft.Hash}");
        foreach (var section in DraftSection.Of(draft))
        {
            if (section.Title is not null)
                Heading(text, section.Title, '-');
            foreach (var paragraph in section.Paragraphs)
            {
                Line(text, "");
                if (paragraph.IsCommentable)
                    Line(text, $"[{paragraph.Number}] {paragraph.Text}{(paragraph.EqualityRelevant ? " [gleichstellungsrelevant]" : "")}");
                else
                    Line(text, paragraph.Text);
            }
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>The draft as a download.</summary>
    public static DownloadResult Download(Draft draft, int roundNumber) =>
        new(Write(draft, roundNumber), "text/plain; charset=utf-8", $"entwurf-runde-{roundNumber}.txt");

    private static void Heading(StringBuilder text, string title, char underline)
    {
        Line(text, "");
        Line(text, "");
        Line(text, title);
        Line(text, new string(underline, Math.Min(title.Length, 78)));
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.ReplaceLineEndings("\r\n")).Append("\r\n");
}
