using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>Reads a task's key off its class.</summary>
internal static class TaskTypes
{
    public static TaskName NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>(inherit: false) is { Name.Name.Length: > 0 } named ? named.Name : new TaskName(type.Name);

    public static TaskVersion VersionOf(Type type) => new(type.GetCustomAttribute<DurableTaskAttribute>(inherit: false)?.Version);

    public static void RequireConcrete<TTask>(Type type, [CallerArgumentExpression(nameof(type))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(type, name);
        if (!type.IsClass || type.IsAbstract || !type.IsAssignableTo(typeof(TTask)))
        {
            throw new ArgumentException($"'{type}' cannot be registered: a class that is not abstract and implements '{typeof(TTask)}' is needed.", name);
        }
    }
}
