using System.Text.RegularExpressions;

namespace LipServerless.Embedded.Demo.Http;

/// <summary>Receipt numbers as pages print them.</summary>
internal static partial class Receipts
{
    /// <summary>The first receipt number in a text, such as 7K2M-QX4D-90; null where there is none.</summary>
    public static string? NumberIn(string? text) => Number().Match(text ?? "") is { Success: true } match ? match.Value : null;

    [GeneratedRegex("\\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}\\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
