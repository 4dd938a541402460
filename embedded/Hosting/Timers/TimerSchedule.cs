using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace LipServerless.Embedded.Hosting.Timers;

/// <summary>An NCRONTAB expression of six fields, seconds first, in UTC.</summary>
public sealed partial class TimerSchedule
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    private readonly CrontabSchedule schedule;

    private TimerSchedule(CrontabSchedule schedule) => this.schedule = schedule;

    /// <summary>What is wrong with an expression as a sentence; null: nothing, or it stands in a <c>%setting%</c>.</summary>
    public static string? FaultIn(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Setting.IsMatch(expression) || CrontabSchedule.TryParse(expression, SixFields) is not null
            ? null
            : $"'{expression}' is no NCRONTAB expression of six fields (seconds first).";
    }

    /// <summary>Reads an expression after replacing each <c>%Name%</c> by the setting of that name.</summary>
    /// <exception cref="EmbeddedHostException">A setting is missing, or the result is no schedule.</exception>
    public static TimerSchedule Parse(string expression, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(settings);
        var resolved = Setting.Replace(expression, m => settings[m.Groups[1].Value]
            ?? throw new EmbeddedHostException($"The schedule '{expression}' needs the setting '{m.Groups[1].Value}', which is missing."));
        return CrontabSchedule.TryParse(resolved, SixFields) is { } schedule
            ? new TimerSchedule(schedule)
            : throw new EmbeddedHostException(FaultIn(resolved) ?? $"The setting behind '{expression}' holds another setting's name.");
    }

    /// <summary>The first instant of the schedule after <paramref name="instant"/>; null where it has none left.</summary>
    public DateTimeOffset? After(DateTimeOffset instant)
    {
        var end = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        var next = schedule.GetNextOccurrence(instant.UtcDateTime, end);
        return next >= end ? null : new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
    }

    [GeneratedRegex("%([^%]+)%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Setting { get; }
}
