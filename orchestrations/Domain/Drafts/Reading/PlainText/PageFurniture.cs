using System.Globalization;
using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>
/// Reads the lines of a text and takes away what belongs to the pages and not to the text: page numbers, running heads and feet, form feeds, rules. Where a page
/// ends there is one blank line, and the next line says that it starts a page.
/// </summary>
internal static partial class PageFurniture
{
    // Pages are further apart than the paragraphs of a book that indents first lines.
    private const int ShortestPage = 20;

    // Lines of an item to look back.
    private const int LongestItem = 40;

    // Space before a line that is set in the middle of the page.
    public const int Centred = 8;

    public static List<TextLine> Read(string text)
    {
        var pages = text.Split('\f').Select(page => page.Split('\n').Select(TextLine.Of).ToList()).ToList();
        if (pages.Count > 1)
            RemoveRunningLines(pages);

        var lines = new List<TextLine>();
        foreach (var page in pages)
        {
            MarkPage(lines);
            foreach (var line in page)
                Append(lines, line);
        }

        return Restored(Unindented(lines.FindAll(line => line.Raw != PageMark || line.IsBlank)));
    }

    // Stands in the list where a page ended; blank, so that nothing runs over it by itself.
    private const string PageMark = "\f";

    private static readonly TextLine PageEnd = new() { Text = "", Raw = PageMark };

    private static void MarkPage(List<TextLine> lines)
    {
        while (lines is [.., { IsBlank: true }])
            lines.RemoveAt(lines.Count - 1);
        if (lines.Count > 0)
            lines.Add(PageEnd);
    }

    private static void Append(List<TextLine> lines, TextLine line)
    {
        var afterPage = lines is [.., { Raw: PageMark }];
        if (PageNumber().IsMatch(line.Text))
        {
            MarkPage(lines);
        }
        else if (line.IsBlank)
        {
            if (lines.Count > 0 && !afterPage)
                lines.Add(TextLine.Blank);
        }
        else if (Rule().IsMatch(line.Text))
        {
            AppendRule(lines, line.Text);
        }
        else if (Marked().Match(line.Raw) is { Success: true } marked)
        {
            lines.Add(TextLine.Of(marked.Groups["text"].Value) with { MarkedLevel = marked.Groups["marks"].Length, StartsPage = afterPage });
        }
        else
        {
            lines.Add(afterPage ? line with { StartsPage = true } : line);
        }
    }

    // A rule directly under a single line underlines a heading; else it parts what is above from what is below.
    private static void AppendRule(List<TextLine> lines, string rule)
    {
        if (rule[0] is '=' or '-' && lines is [.., { IsBlank: false } last] && (lines.Count == 1 || lines[^2].IsBlank) && !Sentence.IsFinished(last.Text)
            && rule.Length * 2 >= last.Length)
            lines[^1] = last with { MarkedLevel = rule[0] == '=' ? 1 : 2 };
        lines.Add(TextLine.Blank);
    }

    // Converters that drop form feeds often leave a space or two before the first line of a page, and no blank line.
    private static List<TextLine> Restored(List<TextLine> lines)
    {
        var starts = Enumerable.Range(1, Math.Max(0, lines.Count - 1)).Where(i => LooksLikePageStart(lines, i)).ToList();
        var gaps = starts.Zip(starts.Skip(1), (first, second) => second - first).Order().ToList();
        var arePages = gaps.Count == 0 || gaps[gaps.Count / 2] >= ShortestPage;

        // Closer together they are first lines of paragraphs, if the sentence above is finished; else hanging lines.
        if (!arePages)
            starts.RemoveAll(i => !Sentence.IsFinished(lines[i - 1].Text) || !Sentence.StartsFresh(lines[i].Text) || HangsOnItem(lines, i));
        var restored = new List<TextLine>(lines.Count + starts.Count);
        var done = 0;
        foreach (var i in starts)
        {
            restored.AddRange(lines.GetRange(done, i - done));
            restored.Add(TextLine.Blank);
            restored.Add(lines[i] with { StartsPage = arePages, Indent = lines[i].Indent < Centred ? 0 : lines[i].Indent });
            done = i + 1;
        }

        restored.AddRange(lines.GetRange(done, lines.Count - done));
        return restored;
    }

    private static bool LooksLikePageStart(List<TextLine> lines, int i)
    {
        var (before, line) = (lines[i - 1], lines[i]);
        if (before.IsBlank || line.IsBlank || line.Tabbed || before.Tabbed)
            return false;
        return line.Indent switch
        {
            1 => before.Indent != 1 || ParagraphEndsBefore(lines, i),
            2 => (before.Indent is 0 or > 2) && !HangsOnItem(lines, i),
            >= Centred => before.Indent <= 2,
            _ => false,
        };
    }

    // Between set-in lines: a finished sentence above, text that is not set in below.
    private static bool ParagraphEndsBefore(List<TextLine> lines, int i) =>
        Sentence.IsFinished(lines[i - 1].Text) && Sentence.StartsFresh(lines[i].Text) && i + 1 < lines.Count && lines[i + 1] is { IsBlank: false, Indent: 0 };

    // The second line of a list item is set in too.
    private static bool HangsOnItem(List<TextLine> lines, int i)
    {
        for (var last = Math.Max(0, i - LongestItem); --i >= last && !lines[i].IsBlank;)
        {
            if (Marker.IsBullet(lines[i].Text) || Marker.IsDash(lines[i].Text) || Marker.ItemNumber(lines[i].Text) is not null)
                return true;
        }

        return false;
    }

    // A text that is indented as a whole is not.
    private static List<TextLine> Unindented(List<TextLine> lines)
    {
        var printed = lines.Where(line => !line.IsBlank).ToList();
        if (printed.Count == 0)
            return lines;
        var usual = printed.GroupBy(line => line.Indent).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
        return usual == 0 ? lines : lines.ConvertAll(line => line.IsBlank ? line : line with { Indent = Math.Max(0, line.Indent - usual) });
    }

    private static void RemoveRunningLines(List<List<TextLine>> pages)
    {
        var edges = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (var key in Edges(page).Select(i => Key(page[i].Text)).Distinct(StringComparer.Ordinal))
                edges[key] = edges.GetValueOrDefault(key) + 1;
        }

        for (var number = 0; number < pages.Count; number++)
        {
            var page = pages[number];
            var often = Math.Max(3, pages.Count / 2);
            foreach (var i in Edges(page).OrderDescending().ToList())
            {
                if (edges[Key(page[i].Text)] >= often || IsNumberOfPage(page[i].Text, number))
                    page.RemoveAt(i);
            }
        }
    }

    // The first two and the last two printed lines of a page.
    private static List<int> Edges(List<TextLine> page)
    {
        var printed = Enumerable.Range(0, page.Count).Where(i => !page[i].IsBlank).ToList();
        return printed.Count <= 4 ? printed : [printed[0], printed[1], printed[^2], printed[^1]];
    }

    private static string Key(string text) => Digits().Replace(text, "0");

    private static bool IsNumberOfPage(string text, int page) =>
        text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Math.Abs(number - page) <= 3;

    [GeneratedRegex(@"^([-–—]\s?\d{1,4}\s?[-–—]|Seite \d{1,4}( ?(von|/) ?\d{1,4})?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^(_{3,}|={3,}|-{3,}|\*{3,}|~{3,}|–{3,}|—{3,}|(\* ){2,}\*|(- ){2,}-)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?<marks>\#{1,6})\s+(?<text>\S.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
