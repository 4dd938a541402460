using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Tests.Site;

/// <summary>What a browser got.</summary>
internal sealed record SiteAnswer(int Status, string Body, IHeaderDictionary Headers)
{
    private readonly Lazy<IDocument> page = new(() => new HtmlParser().ParseDocument(Body));

    public IDocument Page => page.Value;

    public string Location => Headers.Location.ToString();

    /// <summary>The words of the page as they are read: blocks apart, white space single.</summary>
    public string Words => string.Join(' ', string.Concat(Page.Body!.Descendants<IText>().Select(text => text.Data + (IsBlockEnd(text) ? " " : "")))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The value of a field as a browser would post it.</summary>
    public string Value(string selector) => Page.QuerySelector(selector)?.GetAttribute("value") ?? throw new InvalidOperationException($"No '{selector}' on the page.");

    /// <summary>All fields of a form as a browser would post them without a touch.</summary>
    public Dictionary<string, string> Fields(string form = "form#reply")
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var owner = Page.QuerySelector(form)!;
        foreach (var element in Page.QuerySelectorAll("input, textarea").Where(element => BelongsTo(element, owner)))
        {
            var name = element.GetAttribute("name")!;
            if (element.LocalName == "textarea")
                fields[name] = element.TextContent;
            else if (element.GetAttribute("type") == "hidden" || element.HasAttribute("checked"))
                fields[name] = element.GetAttribute("value") ?? "";
        }

        return fields;
    }

    // By its form attribute, else the form around it.
    private static bool BelongsTo(IElement field, IElement form) =>
        field.GetAttribute("form") is { } id ? id == form.Id : form.Contains(field);

    private static bool IsBlockEnd(IText text)
    {
        if (text.NextSibling is IElement { LocalName: "br" })
            return true;
        INode node = text;
        while (node.NextSibling is null && node.Parent is IElement parent)
        {
            if (parent.LocalName is not ("span" or "strong" or "a" or "code" or "label"))
                return true;
            node = parent;
        }

        return false;
    }
}
