using System.Collections;
using System.Reflection;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// The registered orchestrators, or activities: found by name and version, without regard to letter case, as the real worker finds them.
/// What is asked for in a version gets exactly that one; the unversioned one only where the name has no version at all.
/// </summary>
internal sealed class TaskTable<TTask>
    where TTask : class
{
    private readonly Dictionary<(string Name, string Version), TTask> tasks = new(TaskTable.IgnoreCase);
    private readonly HashSet<string> versioned = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="tasks">Name, version (empty for none) and task.</param>
    public TaskTable(IEnumerable<(string Name, string Version, TTask Task)> tasks)
    {
        foreach (var (name, version, task) in tasks)
        {
            if (!this.tasks.TryAdd((name, version), task))
                throw new NotSupportedException($"Task '{name}' is registered in several versions, and this version of Microsoft.DurableTask does not tell them apart.");
            if (!string.IsNullOrWhiteSpace(version))
                versioned.Add(name);
        }
    }

    /// <summary>The task to run, or null.</summary>
    public TTask? Find(string name, string? version)
    {
        if (string.IsNullOrWhiteSpace(version))
            return tasks.GetValueOrDefault((name, string.Empty));
        return tasks.GetValueOrDefault((name, version))
            ?? (versioned.Contains(name) ? null : tasks.GetValueOrDefault((name, string.Empty)));
    }
}

/// <summary>Reads the registrations, versions included.</summary>
internal static class TaskTable
{
    public static readonly IEqualityComparer<(string Name, string Version)> IgnoreCase =
        EqualityComparer<(string Name, string Version)>.Create(
            (a, b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase)
                && string.Equals(a.Version, b.Version, StringComparison.OrdinalIgnoreCase),
            key => HashCode.Combine(key.Name.GetHashCode(StringComparison.OrdinalIgnoreCase), key.Version.GetHashCode(StringComparison.OrdinalIgnoreCase)));

    public static TaskTable<Func<IServiceProvider, ITaskOrchestrator>> OfOrchestrators(DurableTaskRegistry registry) =>
        Read(registry, "OrchestratorsByVersion", registry.GetOrchestrators());

    public static TaskTable<Func<IServiceProvider, ITaskActivity>> OfActivities(DurableTaskRegistry registry) =>
        Read(registry, "ActivitiesByVersion", registry.GetActivities());

    /// <summary>The version as it stands in messages about a task that was not found.</summary>
    public static string WithVersion(string? version) => string.IsNullOrEmpty(version) ? string.Empty : $" with version '{version}'";

    // The registry takes versions but shows only names; the worker that reads both is a friend of its package. Names do where it changes.
    private static TaskTable<TTask> Read<TTask>(
        DurableTaskRegistry registry, string property, IEnumerable<KeyValuePair<TaskName, TTask>> byName)
        where TTask : class =>
        typeof(DurableTaskRegistry).GetProperty(property, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(registry) is IEnumerable all
            ? new TaskTable<TTask>(all.Cast<object>().Select(pair => (Key(pair, "Name"), Key(pair, "Version"), Task<TTask>(pair))))
            : new TaskTable<TTask>(byName.Select(pair => (pair.Key.Name, string.Empty, pair.Value)));

    private static string Key(object pair, string part) => Of(Of(pair, "Key"), part) switch
    {
        string text => text,
        TaskName name => name.Name,
        TaskVersion version => version.Version,
        var other => throw new InvalidDataException($"A task's {part} is a {other.GetType()}."),
    };

    private static TTask Task<TTask>(object pair) => (TTask)Of(pair, "Value");

    private static object Of(object holder, string property) => holder.GetType().GetProperty(property)?.GetValue(holder)
        ?? throw new InvalidDataException($"A registered task has no {property}.");
}
