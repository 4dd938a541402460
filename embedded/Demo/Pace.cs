using System.CommandLine;
using System.Globalization;

namespace LipServerless.Embedded.Demo;

/// <summary>Reads <c>--pace</c>: seconds such as <c>0.2</c>, or a time span such as <c>00:00:00.2</c>.</summary>
internal static class Pace
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The option; without a default.</summary>
    public static Option<TimeSpan> Option() => new("--pace")
    {
        CustomParser = argument =>
        {
            if (Read(argument.Tokens[0].Value) is { } read)
                return read;
            argument.AddError($"'{argument.Tokens[0].Value}' ist keine Dauer: Sekunden wie 0.2 oder eine Zeitspanne wie 00:00:01 angeben, mehr als 0, höchstens einen Tag.");
            return default;
        },
    };

    /// <summary>The pace; null where the text is neither, not more than zero, or more than a day.</summary>
    public static TimeSpan? Read(string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        TimeSpan? pace = text.Contains(':', StringComparison.Ordinal)
            ? TimeSpan.TryParse(text, invariant, out var span) ? span : null
            : double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, invariant, out var seconds) && seconds <= Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
        return pace > TimeSpan.Zero && pace <= Longest ? pace : null;
    }
}
