namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told of its schedule.</summary>
public class TimerInfo
{
    /// <summary>Null where the trigger does not monitor its schedule.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>This call makes up for one or more missed ones.</summary>
    public bool IsPastDue { get; set; }
}

public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
