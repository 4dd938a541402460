using Microsoft.DurableTask;

namespace LipServerless.Rounds;

/// <summary>The orchestrators: one list for every host.</summary>
public static class RoundTasks
{
    /// <summary>Registers all orchestrators under the names of <see cref="Contracts.TaskNames"/>.</summary>
    public static DurableTaskRegistry AddOrchestrators(this DurableTaskRegistry tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks
            .AddOrchestrator<ConsultationRoundOrchestrator>()
            .AddOrchestrator<BodyConsultationOrchestrator>();
    }
}
