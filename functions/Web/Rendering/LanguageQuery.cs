using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Rendering;

/// <summary>How a link or a redirect takes the language of its page along.</summary>
public static class LanguageQuery
{
    /// <summary>The query with its question mark; empty for the language that prevails.</summary>
    public static string Of(PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Language == TextCatalog.DefaultLanguage ? "" : $"?{FieldNames.Language}={texts.Language}";
    }
}
