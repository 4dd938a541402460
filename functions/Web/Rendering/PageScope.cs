using LipServerless.Web.Texts;

namespace LipServerless.Web.Rendering;

/// <summary>What every component of a page needs; cascades from the layout.</summary>
/// <param name="T">The texts, in the reader's language.</param>
/// <param name="Paths">Where assets and pages are.</param>
public sealed record PageScope(PageTexts T, SitePaths Paths);
