using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Planning;

/// <summary>Until when things are possible in a round. Windows end at local midnight; all instants are exclusive.</summary>
public static class CollectionWindow
{
    /// <summary>
    /// When the collection closes: the configured grace after the last body's end, and not before the councils' time to mark
    /// the joint view "abweichend" is over. Until a planned body is asked, its deadline stands for its end.
    /// </summary>
    public static DateTimeOffset CollectionClosesAt(RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var settings = round.Round.Settings;
        var last = round.Bodies.Max(EndOf);
        var closes = After(last, settings.GraceDays, settings.TimeZone);
        return DissentEndsAt(round) is { } dissent && dissent > closes ? dissent : closes;
    }

    /// <summary>Whether nothing is taken any more. Not while a body is kept open by an undecided request for more time.</summary>
    public static bool IsClosed(RoundView round, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Round.State != RoundState.Collecting
            || (now >= CollectionClosesAt(round) && !round.Bodies.Any(body => body is { State: BodyState.Open, UndecidedRequest: not null }));
    }

    /// <summary>When the time to mark the joint view "abweichend" ends; null where none was adopted.</summary>
    public static DateTimeOffset? DissentEndsAt(RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var settings = round.Round.Settings;
        return round.Conference?.AdoptedAt is { } adopted
            ? LocalTime.EndOf(LocalTime.DateOf(adopted, settings.TimeZone).AddDays(settings.DissentDays), settings.TimeZone)
            : null;
    }

    /// <summary>
    /// A body's end: its deadline, the rest that a refused request left it, or when staff closed it. While a request for more time is
    /// undecided nobody knows; its deadline stands for it.
    /// </summary>
    public static DateTimeOffset EndOf(BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body is { State: BodyState.Closed, ClosedEarly: true, ClosedAt: { } closed } ? closed : body.EndsAt;
    }

    /// <summary>Whether paper received on this day is late for a body.</summary>
    public static bool IsLate(BodyRecord body, DateOnly receivedOn, string zone)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body is not { State: BodyState.Open, UndecidedRequest: not null } && receivedOn > LocalTime.LastDayBefore(EndOf(body), zone);
    }

    // A deadline is the first instant of a day, an early close lies within one: both count from that day's last midnight.
    private static DateTimeOffset After(DateTimeOffset end, int days, string zone) =>
        LocalTime.EndOf(LocalTime.LastDayBefore(end, zone).AddDays(days), zone);
}
