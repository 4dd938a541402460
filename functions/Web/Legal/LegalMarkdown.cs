using System.Net;
using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LipServerless.Web.Legal;

/// <summary>
/// Reads a legal text: Markdown with one heading of the first level at its start. HTML in it is a fault, so are pictures (pages load
/// nothing) and links that are neither web, mail nor phone addresses.
/// </summary>
internal static class LegalMarkdown
{
    /// <summary>What marks a sample, in every language: German prevails, and whoever replaces a sample removes the line.</summary>
    public const string SampleMark = "Muster – bitte ersetzen";

    /// <summary>Most bytes of a file.</summary>
    public const int LargestFile = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // DisableHtml: should a fault be missed, markup would be shown as text, never run.
    private static readonly MarkdownPipeline Shown = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();
    private static readonly MarkdownPipeline Checked = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>The text, or what is wrong with it: each fault a sentence that says where and what to do.</summary>
    public static (LegalText? Text, IReadOnlyList<string> Faults) Read(LegalPageKind kind, string language, ReadOnlyMemory<byte> content)
    {
        if (content.Length > LargestFile)
            return (null, [$"it has {content.Length} bytes; at most {LargestFile} are allowed"]);
        string source;
        try
        {
            source = Strict.GetString(content.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return (null, ["it is not UTF-8: save it in that encoding"]);
        }

        var faults = Faults(kind, Markdown.Parse(source, Checked)).ToList();
        if (faults.Count > 0)
            return (null, faults);
        var document = Markdown.Parse(source, Shown);
        var heading = (HeadingBlock)document[0];
        document.Remove(heading);
        return (new LegalText(kind, language, TextOf(heading), Scrolled(document.ToHtml(Shown), TextOf(heading)), source.Contains(SampleMark, StringComparison.Ordinal)), []);
    }

    // A table wider than a phone scrolls by itself, by keyboard too. No author's markup passes, so every such tag is a table of theirs.
    private static string Scrolled(string html, string label) => html
        .Replace("<table>", $"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{WebUtility.HtmlEncode(label)}\"><table>", StringComparison.Ordinal)
        .Replace("</table>", "</table></div>", StringComparison.Ordinal);

    private static IEnumerable<string> Faults(LegalPageKind kind, MarkdownDocument document)
    {
        if (document.FirstOrDefault() is not HeadingBlock { Level: 1 } title || TextOf(title).Length == 0)
            yield return "it does not begin with its title: the first line must be '# ' and the title";
        if (document.Count < 2)
            yield return "nothing follows the title";
        foreach (var second in document.Descendants<HeadingBlock>().Skip(1).Where(heading => heading.Level == 1))
            yield return $"line {second.Line + 1} is a second title: use '## ' there";
        foreach (var line in document.Descendants<HtmlBlock>().Select(html => html.Line)
            .Concat(document.Descendants<HtmlInline>().Select(html => html.Line)).Distinct().Order())
        {
            yield return $"line {line + 1} holds HTML: write Markdown instead";
        }

        var links = document.Descendants<LinkInline>().ToList();
        foreach (var picture in links.Where(link => link.IsImage))
            yield return $"line {picture.Line + 1} holds a picture: pages show none";
        foreach (var link in links.Where(link => !link.IsImage && !IsAllowed(link.Url)))
            yield return $"line {link.Line + 1} links to '{link.Url}': only http, https, mailto and tel are allowed";
        if (kind == LegalPageKind.Accessibility && !Addresses(document).Any(address => address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)))
            yield return "it names no feedback address: link one as [name@example.org](mailto:name@example.org)";
    }

    private static IEnumerable<string> Addresses(MarkdownDocument document) =>
        document.Descendants<LinkInline>().Select(link => link.Url ?? "")
            .Concat(document.Descendants<AutolinkInline>().Select(link => link.IsEmail ? "mailto:" + link.Url : link.Url));

    private static bool IsAllowed(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "mailto" or "tel";

    private static string TextOf(HeadingBlock heading) =>
        string.Concat(heading.Inline?.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()) ?? []).Trim();
}
