using System.Globalization;
using LipServerless.Domain.Time;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Embedded.Tests.Hosting.Samples;

public class TimerSamples(Recorder recorder, ProcessClock clock)
{
    [Function("Daily")]
    public async Task Daily([TimerTrigger("0 0 3 * * *")] TimerInfo timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var begun = clock.GetUtcNow();
        for (var i = 0; i < 1000; i++)
            await Task.Yield();
        recorder.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{begun:s}|{(timer.IsPastDue ? "past due" : "on time")}|last {timer.ScheduleStatus!.Last:s}|next {timer.ScheduleStatus.Next:s}|took {clock.GetUtcNow() - begun}"));
    }
}

public class ConfiguredTimerSample(Recorder recorder, ProcessClock clock)
{
    [Function("Configured")]
    public void Configured([TimerTrigger("%SampleSchedule%", UseMonitor = false)] TimerInfo timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        recorder.Note(clock.GetUtcNow().ToString("s", CultureInfo.InvariantCulture) + (timer.ScheduleStatus is null ? "" : " monitored"));
    }
}

public class StartupTimerSample(Recorder recorder, ProcessClock clock)
{
    [Function("AtStartup")]
    public void AtStartup([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        recorder.Note(clock.GetUtcNow().ToString("s", CultureInfo.InvariantCulture));
    }
}

public class FailingTimerSample(Recorder recorder)
{
    [Function("FailingTimer")]
    public void Fail([TimerTrigger("0 0 0 * * *")] TimerInfo timer)
    {
        recorder.Note("failing");
        throw new InvalidOperationException("the inside");
    }
}
