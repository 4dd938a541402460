using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The method runs on a schedule.</summary>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>NCRONTAB with six fields (seconds first), in UTC; or <c>%Setting%</c>, which holds one.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the last run is kept, so that a missed one is made up for. Default true.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Whether the function also runs whenever the host starts. Default false.</summary>
    public bool RunOnStartup { get; set; }
}
