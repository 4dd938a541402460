namespace Microsoft.DurableTask;

/// <summary>
/// The tasks a worker runs, by name and version. Orchestrator classes are made anew for each execution by their
/// parameterless constructor; activity classes come from, or are filled by, the service provider; objects and functions
/// given as such are shared.
/// </summary>
public sealed partial class DurableTaskRegistry
{
    private readonly Dictionary<TaskKey, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = [];
    private readonly Dictionary<TaskKey, Func<IServiceProvider, ITaskActivity>> activities = [];

    internal IReadOnlyDictionary<TaskKey, Func<IServiceProvider, ITaskOrchestrator>> OrchestratorsByVersion => orchestrators;

    internal IReadOnlyDictionary<TaskKey, Func<IServiceProvider, ITaskActivity>> ActivitiesByVersion => activities;

    /// <summary>Every registration, one entry for each version of a name.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() => ByName(orchestrators);

    /// <inheritdoc cref="GetOrchestrators"/>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() => ByName(activities);

    private static IEnumerable<KeyValuePair<TaskName, T>> ByName<T>(Dictionary<TaskKey, T> tasks) =>
        tasks.Select(task => KeyValuePair.Create(task.Key.Name, task.Value));

    private DurableTaskRegistry Add<TTask>(
        Dictionary<TaskKey, Func<IServiceProvider, TTask>> tasks, TaskName name, TaskVersion version, Func<IServiceProvider, TTask> factory)
    {
        if (name == default)
        {
            throw new ArgumentException($"A task needs a name; '{typeof(TaskName)}' was left at its default.", nameof(name));
        }

        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        if (!tasks.TryAdd(new TaskKey(name, version), factory))
        {
            string which = version == TaskVersion.Unversioned ? string.Empty : $" with version '{version.Version}'";
            throw new ArgumentException($"An {typeof(TTask).Name} named '{name}'{which} is already added.", nameof(name));
        }

        return this;
    }
}
