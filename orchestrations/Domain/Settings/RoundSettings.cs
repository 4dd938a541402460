using LipServerless.Domain.Bodies;
using LipServerless.Domain.Time;

namespace LipServerless.Domain.Settings;

/// <summary>What staff set for a round, checked and frozen with it. Dates are local to <see cref="TimeZone"/>; a date ends at 24:00.</summary>
public sealed record RoundSettings
{
    /// <summary>The consultation (all rounds of one paper), <c>[a-z0-9-]</c>, at most 40 characters.</summary>
    public required string Consultation { get; init; }

    /// <summary>Title in what users see.</summary>
    public required string Title { get; init; }

    /// <summary>Stage of the process, such as Grundlagenpapier or Ziel- und Maßnahmenkatalog.</summary>
    public string Stage { get; init; } = "Grundlagenpapier";

    /// <summary>IANA time-zone id.</summary>
    public string TimeZone { get; init; } = LocalTime.DefaultZone;

    /// <summary>The bodies asked, frozen; the conference of delegates at most once.</summary>
    public IReadOnlyList<Body> Bodies { get; init; } = [];

    /// <summary>Last day for each body (by id).</summary>
    public IReadOnlyDictionary<string, DateOnly> Deadlines { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>Reminders to bodies that have not submitted.</summary>
    public ReminderPlan Reminders { get; init; } = new();

    /// <summary>Days after the last deadline during which late statements are still stored as late.</summary>
    public int GraceDays { get; init; } = 3;

    /// <summary>Days after adoption of the joint view during which a council may mark "abweichend".</summary>
    public int DissentDays { get; init; } = 7;

    /// <summary>Days after the close of the collection within which the steering group is asked to decide.</summary>
    public int DecisionDays { get; init; } = 21;

    /// <summary>Reminders to the steering group before its date.</summary>
    public ReminderPlan DecisionReminders { get; init; } = new() { DaysBefore = [7, 1] };

    /// <summary>When mails leave that nobody is waiting for.</summary>
    public SendingHours SendingHours { get; init; } = new();

    /// <summary>Whom bodies call or write to: shown in mails and on pages.</summary>
    public string OfficeContact { get; init; } = "OE 50.6 Migration und Integration";

    /// <summary>The reminders to a body that has this deadline.</summary>
    public IReadOnlyList<ReminderStep> RemindersFor(DateTimeOffset deadline) => Reminders.StepsFor(deadline, TimeZone, SendingHours);

    /// <summary>The reminders to the steering group, which is to decide by this instant.</summary>
    public IReadOnlyList<ReminderStep> DecisionRemindersFor(DateTimeOffset due) => DecisionReminders.StepsFor(due, TimeZone, SendingHours);

    /// <summary>When what falls due at an instant reaches a recipient: at the next sending hour.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset instant) => SendingHours.NextOpening(instant, TimeZone);
}
