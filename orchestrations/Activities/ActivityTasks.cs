using LipServerless.Activities.Bodies;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Rounds;
using LipServerless.Activities.Synopses;
using Microsoft.DurableTask;

namespace LipServerless.Activities;

/// <summary>The activities: one list for every host.</summary>
public static class ActivityTasks
{
    /// <summary>
    /// Registers all activities under the names of <c>TaskNames</c>. They take the ports, <see cref="Ports.PublicAddresses"/> and
    /// the process clock from the services.
    /// </summary>
    public static DurableTaskRegistry AddActivities(this DurableTaskRegistry tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks
            .AddActivity<OpenRoundActivity>()
            .AddActivity<ReadRoundStepActivity>()
            .AddActivity<RemindSteeringGroupActivity>()
            .AddActivity<TellOutcomeActivity>()
            .AddActivity<FreezeSynopsisActivity>()
            .AddActivity<ReadBodyStepActivity>()
            .AddActivity<OpenBodyActivity>()
            .AddActivity<RemindBodyActivity>()
            .AddActivity<CloseBodyActivity>()
            .AddActivity<SendMailActivity>();
    }
}
