using LipServerless.Web.Texts;

namespace LipServerless.Web.Rendering;

/// <summary>What every component of a page needs; cascades from the layout.</summary>
/// <param name="T">The texts, in the reader's language.</param>
/// <param name="Paths">Where assets and pages are.</param>
public sealed record PageScope(PageTexts T, SitePaths Paths)
{
    /// <summary>The path of another page for the same reader, who keeps the language of this one.</summary>
    public string Page(string relative) =>
        Paths.Of(relative + LanguageQuery.Of(T));
}
