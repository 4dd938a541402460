namespace LipServerless.Web.Pages.Reply;

/// <summary>The first words of a text, for what is folded.</summary>
public static class Beginning
{
    /// <summary>The text, or as many whole words as fit with an ellipsis behind them.</summary>
    public static string Of(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= length)
            return text;
        var end = text.LastIndexOf(' ', length);
        return text[..(end > 0 ? end : length)] + " …";
    }
}
