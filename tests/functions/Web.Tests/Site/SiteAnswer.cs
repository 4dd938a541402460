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

    /// <summary>The words of the page, white space single.</summary>
    public string Words => string.Join(' ', Page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The value of a field as a browser would post it.</summary>
    public string Value(string selector) => Page.QuerySelector(selector)?.GetAttribute("value") ?? throw new InvalidOperationException($"No '{selector}' on the page.");

    /// <summary>All fields of a form as a browser would post them without a touch.</summary>
    public Dictionary<string, string> Fields(string form = "form#reply")
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in Page.QuerySelector(form)!.QuerySelectorAll("input, textarea"))
        {
            var name = element.GetAttribute("name")!;
            if (element.LocalName == "textarea")
                fields[name] = element.TextContent;
            else if (element.GetAttribute("type") == "hidden" || element.HasAttribute("checked"))
                fields[name] = element.GetAttribute("value") ?? "";
        }

        return fields;
    }
}
