using LipServerless.Domain.Bodies;

namespace LipServerless.Domain.Settings;

/// <summary>The settings of a round as staff hand them in (JSON, camelCase); unchecked.</summary>
public sealed record SettingsFile
{
    /// <summary>Consultation id; made from the title if left out.</summary>
    public string? Consultation { get; init; }

    /// <summary>Title; required.</summary>
    public string? Title { get; init; }

    /// <summary>Stage of the process.</summary>
    public string? Stage { get; init; }

    /// <summary>IANA time-zone id.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Last days by kind of body.</summary>
    public DeadlinesFile? Deadlines { get; init; }

    /// <summary>Reminders to bodies.</summary>
    public RemindersFile? Reminders { get; init; }

    /// <summary>Days for late statements.</summary>
    public int? GraceDays { get; init; }

    /// <summary>Days for "abweichend".</summary>
    public int? DissentDays { get; init; }

    /// <summary>Days for the steering group's decision.</summary>
    public int? DecisionDays { get; init; }

    /// <summary>Reminders to the steering group.</summary>
    public RemindersFile? DecisionReminders { get; init; }

    /// <summary>When mails leave that nobody is waiting for; the office's if left out.</summary>
    public SendingHoursFile? SendingHours { get; init; }

    /// <summary>Whom bodies call or write to.</summary>
    public string? OfficeContact { get; init; }

    /// <summary>Bodies with contacts; the office's roster if left out.</summary>
    public IReadOnlyList<RosterEntry>? Bodies { get; init; }

    /// <summary>The steering group's contact; the office's roster if left out.</summary>
    public RosterEntry? SteeringGroup { get; init; }

    /// <summary>Numbers or ids of paragraphs with relevance for equality, beside the draft's own markers.</summary>
    public IReadOnlyList<string>? Flags { get; init; }
}

/// <summary>Last days by kind of body, local dates.</summary>
public sealed record DeadlinesFile
{
    /// <summary>Integrationsbeiräte; required where there are any.</summary>
    public DateOnly? Councils { get; init; }

    /// <summary>Delegiertenkonferenz; required where there is one, later than the councils'.</summary>
    public DateOnly? Conference { get; init; }

    /// <summary>Runder Tisch; the councils' if left out.</summary>
    public DateOnly? RoundTable { get; init; }

    /// <summary>Gleichstellungsbeauftragte; the councils' if left out.</summary>
    public DateOnly? EqualityOfficer { get; init; }

    /// <summary>Further bodies; the councils' if left out.</summary>
    public DateOnly? FurtherBodies { get; init; }
}

/// <summary>Sending hours as handed in.</summary>
public sealed record SendingHoursFile
{
    /// <summary>Local time of day at which they begin, such as 08:00.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>Local time of day at which they end.</summary>
    public TimeOnly? Until { get; init; }

    /// <summary>True: mails leave at any time on any day.</summary>
    public bool? AtAnyTime { get; init; }

    /// <summary>Days beside weekends and holidays on which none leaves.</summary>
    public IReadOnlyList<DateOnly>? ClosedDays { get; init; }
}

/// <summary>A reminder plan as handed in.</summary>
public sealed record RemindersFile
{
    /// <summary>Days before the last day.</summary>
    public IReadOnlyList<int>? DaysBefore { get; init; }

    /// <summary>Local time of day, such as 09:00.</summary>
    public TimeOnly? At { get; init; }
}
