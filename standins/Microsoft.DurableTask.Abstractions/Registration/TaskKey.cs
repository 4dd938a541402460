namespace Microsoft.DurableTask;

/// <summary>What makes a registration unique: name and version, both without regard to letter case.</summary>
internal readonly record struct TaskKey(TaskName Name, TaskVersion Version);
