using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>
/// The conference of delegates starts when its councils have ended. What moves that start later moves the conference's deadline in the
/// same step, so that nobody shortens its time unawares: to the date that staff name, else by as many days.
/// </summary>
internal static class ConferenceShift
{
    private const string Field = "conferenceLastDay";

    /// <summary>The conference's row with its new deadline; null where it does not move.</summary>
    /// <param name="round">The round as read.</param>
    /// <param name="changed">The bodies that the step changes, as they will be.</param>
    /// <param name="wantedLastDay">The conference's new last day, where staff name it.</param>
    /// <param name="reason">Why, for its row.</param>
    /// <param name="now">Process time.</param>
    /// <exception cref="CommandRefusedException">The named date leaves the conference no more time, or none at all.</exception>
    public static BodyRecord? Of(RoundView round, IReadOnlyList<BodyRecord> changed, DateOnly? wantedLastDay, string reason, DateTimeOffset now)
    {
        if (round.Conference is not { } conference || changed.Any(b => b.BodyId == conference.BodyId))
            return null;
        var zone = round.Round.Settings.TimeZone;
        var (before, after) = (Start(round, []), Start(round, changed));
        var days = after > before ? LocalTime.LastDayBefore(after.Value, zone).DayNumber - LocalTime.LastDayBefore(before.Value, zone).DayNumber : 0;
        if (wantedLastDay is null && days == 0)
            return null;

        var lastDay = wantedLastDay ?? LocalTime.LastDayBefore(conference.Deadline, zone).AddDays(days);
        var to = LocalTime.EndOf(lastDay, zone);
        if (wantedLastDay is not null && days == 0 && to == conference.Deadline)
            return null;
        if (conference.State == BodyState.Closed)
            throw CommandRefusedException.Invalid(Field, "Die Delegiertenkonferenz ist schon geschlossen: Ihre Frist lässt sich nicht mehr verschieben.");
        if (to <= conference.Deadline)
            throw CommandRefusedException.Invalid(Field, $"Die Delegiertenkonferenz behielte weniger Zeit: Ihre Frist muss im selben Schritt später als am {Day(conference.Deadline, zone)} enden.");
        return to > now && !(to <= after)
            ? conference.Extended(to, reason, now)
            : throw CommandRefusedException.Invalid(Field, "Die Delegiertenkonferenz hätte keine Zeit mehr: Ihre Frist muss nach dem Ende der Beiräte liegen.");
    }

    /// <summary>The row, where there is one.</summary>
    public static IEnumerable<BodyRecord> ToRow(this BodyRecord? conference) => conference is null ? [] : [conference];

    /// <summary>Its entry in the log.</summary>
    public static IEnumerable<AuditEntry> ToEntry(this BodyRecord? conference, DateTimeOffset now, string who, string reason) =>
        conference.ToRow().Select(b => new AuditEntry { At = now, Verb = AuditVerb.Extended, Subject = b.BodyId, Channel = "api", Who = who, Detail = reason });

    // When the last council ends; null where there is none.
    private static DateTimeOffset? Start(RoundView round, IReadOnlyList<BodyRecord> changed) =>
        round.Councils.Select(council => (DateTimeOffset?)CollectionWindow.EndOf(changed.FirstOrDefault(b => b.BodyId == council.BodyId) ?? council)).Max();

    private static string Day(DateTimeOffset deadline, string zone) =>
        LocalTime.LastDayBefore(deadline, zone).ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
