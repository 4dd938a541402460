using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;

namespace LipServerless.Activities.Commands.Deadlines.MoreTime;

/// <summary>
/// How long a body stays open after its request was refused: it relied on the request, and nobody may find the door shut at the moment in
/// which they are told. Until its deadline, and in any case until the second working day ends after the one on which the mail leaves.
/// </summary>
public static class RestAfterRefusal
{
    /// <summary>Working days that are left whole.</summary>
    public const int WorkingDays = 2;

    // A year without working days is a mistake in the settings; then plain days count.
    private const int Horizon = 366;

    /// <summary>The exclusive instant at which the body closes.</summary>
    public static DateTimeOffset Until(DateTimeOffset deadline, DateTimeOffset refusedAt, RoundSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var told = LocalTime.DateOf(settings.NextOpening(refusedAt), settings.TimeZone);
        var days = Enumerable.Range(1, Horizon).Select(told.AddDays).Where(settings.SendingHours.IsWorkingDay).Take(WorkingDays);
        var rest = LocalTime.EndOf(days.LastOrDefault(told.AddDays(WorkingDays)), settings.TimeZone);
        return rest > deadline ? rest : deadline;
    }
}
