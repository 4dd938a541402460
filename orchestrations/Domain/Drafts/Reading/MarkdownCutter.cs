using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>
/// Cuts Markdown: CommonMark with pipe tables, footnotes and YAML front matter (of which only <c>title:</c> or <c>titel:</c> is used). HTML is text like any other.
/// Two departures, both for German papers: an asterisk or underscore between two letters is a gender sign ("Bürger*innen"), never emphasis;
/// indentation makes no code block.
/// </summary>
internal static partial class MarkdownCutter
{
    // Stands for a gender sign while Markdig parses; CleanText has removed it from the input.
    private const char Star = '\ufdd0';

    // Deeper nesting than any paper has; Markdig refuses more than 128 itself.
    private const int DeepestNesting = 64;

    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    public static CutText Cut(string source)
    {
        var text = GenderSign().Replace(CleanText.Characters(source).Replace('\f', '\n'), Star.ToString());
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to absurdly deep nesting, which means nothing to a reader either: take the text as it stands.
            return PlainTextCutter.Cut(source);
        }

        var pieces = new List<CutPiece>();
        string? title = null;
        foreach (var block in document)
        {
            if (block is YamlFrontMatterBlock frontMatter)
                title = TitleOf(frontMatter);
            else
                Add(block, pieces, ParagraphKind.Text, null, 0);
        }

        if (pieces.Find(piece => piece.Kind == ParagraphKind.Heading) is { Level: 1 } first && (title is null || title == first.Text))
        {
            pieces.Remove(first);
            title = first.Text;
        }

        return new CutText(title, pieces);
    }

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UseFootnotes().DisableHtml();
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        return builder.Build();
    }

    private static void Add(Block block, List<CutPiece> pieces, ParagraphKind kind, string? mark, int depth)
    {
        switch (block)
        {
            case HeadingBlock heading:
                AddPiece(pieces, ParagraphKind.Heading, TextOf(heading.Inline, false), heading.Level);
                break;
            case LinkReferenceDefinitionGroup or ThematicBreakBlock:
                break;
            case Table table:
                AddPiece(pieces, ParagraphKind.Table, string.Join('\n', table.OfType<TableRow>().Select(RowOf)));
                break;
            case CodeBlock code:
                AddPiece(pieces, ParagraphKind.Table, CleanText.Lines(Restore(code.Lines.ToString())));
                break;
            case ListBlock list:
                AddList(list, pieces, kind == ParagraphKind.Quote ? kind : ParagraphKind.ListItem, depth);
                break;
            case LeafBlock { Inline: not null } leaf:
                AddPiece(pieces, kind, mark + TextOf(leaf.Inline, true));
                break;
            case LeafBlock leaf:
                AddPiece(pieces, kind, mark + CleanText.Spaces(Restore(leaf.Lines.ToString())));
                break;
            case FootnoteGroup notes:
                foreach (var note in notes.OfType<Footnote>())
                    AddAll(note, pieces, ParagraphKind.Text, $"[{note.Order.ToString(CultureInfo.InvariantCulture)}] ", depth);
                break;
            case QuoteBlock quote:
                AddAll(quote, pieces, ParagraphKind.Quote, null, depth);
                break;
            case ContainerBlock container:
                AddAll(container, pieces, kind, mark, depth);
                break;
        }
    }

    private static void AddAll(ContainerBlock container, List<CutPiece> pieces, ParagraphKind kind, string? mark, int depth)
    {
        if (depth > DeepestNesting)
            return;
        foreach (var block in container)
        {
            Add(block, pieces, kind, block is LeafBlock ? mark : null, depth + 1);
            mark = null;
        }
    }

    private static void AddList(ListBlock list, List<CutPiece> pieces, ParagraphKind kind, int depth)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? $"{item.Order.ToString(CultureInfo.InvariantCulture)}{list.OrderedDelimiter} " : null;
            AddAll(item, pieces, kind, mark, depth);
        }
    }

    private static void AddPiece(List<CutPiece> pieces, ParagraphKind kind, string text, int level = 0)
    {
        text = kind == ParagraphKind.Heading ? CleanText.Spaces(text) : CleanText.Lines(text);
        if (text.Length > 0)
            pieces.Add(new CutPiece(kind, text, level));
    }

    private static string RowOf(TableRow row) =>
        string.Join(" | ", row.OfType<TableCell>().Select(cell => CleanText.Spaces(string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => TextOf(leaf.Inline, false))))));

    /// <summary>The text of inlines without markup; forced breaks are line breaks where <paramref name="keepBreaks"/> says so, else spaces.</summary>
    private static string TextOf(ContainerInline? inlines, bool keepBreaks)
    {
        if (inlines is null)
            return "";
        var text = new StringBuilder();
        Write(inlines, text, 0);

        // \n is a soft break (the writer's wrapping), \v a forced one.
        var forced = text.ToString().Split('\v').Select(part => LineJoiner.Join(part.Split('\n')));
        return Restore(string.Join(keepBreaks ? '\n' : ' ', forced));
    }

    private static void Write(ContainerInline container, StringBuilder text, int depth)
    {
        if (depth > DeepestNesting)
            return;
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.ToString());
                    break;
                case LineBreakInline lineBreak:
                    text.Append(lineBreak.IsHard ? '\v' : '\n');
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlEntityInline entity:
                    text.Append(CleanText.Characters(entity.Transcoded.ToString()));
                    break;
                case FootnoteLink { IsBackLink: false } note:
                    text.Append('[').Append(note.Footnote.Order.ToString(CultureInfo.InvariantCulture)).Append(']');
                    break;
                case FootnoteLink:
                    break;
                case LinkInline link:
                    WriteLink(link, text, depth);
                    break;
                case HtmlInline html:
                    text.Append(html.Tag);
                    break;
                case ContainerInline inner:
                    Write(inner, text, depth + 1);
                    break;
            }
        }
    }

    // The address of a link is content: a reader on paper must see it too.
    private static void WriteLink(LinkInline link, StringBuilder text, int depth)
    {
        var start = text.Length;
        Write(link, text, depth + 1);
        var label = text.ToString(start, text.Length - start);
        if (!link.IsImage && !string.IsNullOrWhiteSpace(link.Url) && link.Url != label && !label.Contains(link.Url, StringComparison.Ordinal))
            text.Append(label.Length == 0 ? "" : " ").Append('(').Append(link.Url).Append(')');
    }

    private static string? TitleOf(YamlFrontMatterBlock frontMatter)
    {
        var match = FrontMatterTitle().Match(Restore(frontMatter.Lines.ToString()));
        var title = match.Success ? CleanText.Spaces(match.Groups["title"].Value).Trim('"', '\'') : "";
        return title.Length == 0 ? null : title;
    }

    private static string Restore(string text) => text.Replace(Star, '*');

    [GeneratedRegex(@"(?<=\p{L})\*(?=\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex GenderSign();

    [GeneratedRegex(@"^(title|titel)\s*:\s*(?<title>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FrontMatterTitle();
}
