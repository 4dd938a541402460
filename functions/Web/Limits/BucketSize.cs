using System.Globalization;

namespace LipServerless.Web.Limits;

/// <summary>How many attempts at once, and how many an hour after that.</summary>
/// <param name="Burst">At once; at least 1.</param>
/// <param name="PerHour">Refilled steadily; at least 1.</param>
public sealed record BucketSize(int Burst, int PerHour)
{
    /// <summary>Reads <c>20/60</c>: twenty at once, then sixty an hour; null where it cannot be read.</summary>
    public static BucketSize? Parse(string text) =>
        text?.Split('/') is [var burst, var hour]
            && int.TryParse(burst, NumberStyles.None, CultureInfo.InvariantCulture, out var atOnce) && atOnce > 0
            && int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var perHour) && perHour > 0
                ? new(atOnce, perHour)
                : null;
}
