#nullable enable
using System.Text.RegularExpressions;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Queries;

/// <summary>What the cloud refuses in a query and Azurite lets pass.</summary>
internal static partial class QueryLimits
{
    private const int RowsPerPage = 1000;
    private const int Comparisons = 15;

    /// <exception cref="RequestFailedException">400 as the service answers it.</exception>
    public static void Check(string? filter, int? rowsPerPage)
    {
        if (rowsPerPage is < 1 or > RowsPerPage)
            throw Refusal.BadRequest("InvalidInput", $"A page holds 1 to {RowsPerPage} rows; {rowsPerPage} were asked for.");
        if (filter is null)
            return;
        var count = Comparison().Count(QuotedText().Replace(filter, "''"));
        if (count > Comparisons)
            throw Refusal.BadRequest("InvalidInput", $"The filter makes {count} comparisons; {Comparisons} are allowed.");
    }

    [GeneratedRegex("'(?:[^']|'')*'", RegexOptions.NonBacktracking)]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"\s(?:eq|ne|gt|ge|lt|le)\s", RegexOptions.NonBacktracking)]
    private static partial Regex Comparison();
}
