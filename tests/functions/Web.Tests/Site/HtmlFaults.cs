using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace LipServerless.Web.Tests.Site;

/// <summary>What a browser would have to repair in a page: the parse errors of the HTML standard.</summary>
internal static class HtmlFaults
{
    public static IReadOnlyList<string> In(string html)
    {
        var faults = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, e) =>
        {
            if (e is HtmlErrorEvent error)
                faults.Add($"{error.Message} ({error.Position})");
        };
        parser.ParseDocument(html);
        return faults;
    }
}
