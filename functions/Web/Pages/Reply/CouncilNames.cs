namespace LipServerless.Web.Pages.Reply;

/// <summary>Names of councils beside one another.</summary>
public static class CouncilNames
{
    /// <summary>The words, with the space behind them, that all names begin with; empty where there is no such word or one name would be empty.</summary>
    public static string CommonStart(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count < 2)
            return "";
        var shared = names[0].Length;
        foreach (var name in names)
            shared = Math.Min(shared, names[0].AsSpan(0, shared).CommonPrefixLength(name));
        var end = names[0].LastIndexOf(' ', Math.Max(0, shared - 1)) + 1;
        return names.All(name => name.Length > end) ? names[0][..end] : "";
    }
}
