using System.Globalization;

namespace LipServerless.Web.Pages.Reply;

/// <summary>A date in a form: as the browser's field sends it (2027-03-31), or as people type it (31.3.2027).</summary>
public static class DateField
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "d.M.yyyy"];

    /// <summary>The date; null where it is none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>What the field holds.</summary>
    public static string Write(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
