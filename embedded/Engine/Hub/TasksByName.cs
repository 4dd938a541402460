using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Registered tasks, found by their name; case does not count.</summary>
internal static class TasksByName
{
    /// <exception cref="NotSupportedException">A task is registered in several versions.</exception>
    public static Dictionary<string, T> Of<T>(IEnumerable<KeyValuePair<TaskName, T>> tasks)
    {
        Dictionary<string, T> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, task) in tasks)
        {
            if (!byName.TryAdd(name.Name, task))
                throw new NotSupportedException($"Task '{name.Name}' is registered in several versions; the embedded engine tells tasks apart by name only.");
        }

        return byName;
    }
}
