using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Worker;

/// <summary>
/// Looks tasks up as they were registered without a version: the public interface asks by name only, and so never finds a
/// versioned registration, as in the package.
/// </summary>
internal sealed class DurableTaskFactory(DurableTaskRegistry registry) : IDurableTaskFactory
{
    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity)
    {
        activity = Create(registry.ActivitiesByVersion, name, serviceProvider);
        return activity is not null;
    }

    public bool TryCreateOrchestrator(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
    {
        orchestrator = Create(registry.OrchestratorsByVersion, name, serviceProvider);
        return orchestrator is not null;
    }

    private static TTask? Create<TTask>(
        IReadOnlyDictionary<TaskKey, Func<IServiceProvider, TTask>> tasks, TaskName name, IServiceProvider services)
        where TTask : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        return tasks.TryGetValue(new TaskKey(name, TaskVersion.Unversioned), out Func<IServiceProvider, TTask>? create) ? create(services) : null;
    }
}
