using System.Text;
using System.Text.Json.Nodes;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace LipServerless.Replay.Tests;

/// <summary>
/// One execution of one instance as the engine had stored it: a file of JSON with one event a line, in the format of the
/// hub's rows. What differs from run to run (execution ids, stack traces) is left out.
/// </summary>
internal sealed record RecordedHistory
{
    /// <summary>The file's name without folder: course and instance.</summary>
    public required string File { get; init; }

    public required string Orchestrator { get; init; }

    public required string InstanceId { get; init; }

    public string? Version { get; init; }

    public string? ParentName { get; init; }

    public string? ParentInstanceId { get; init; }

    public string? Input { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    /// <summary>Serialized return value, or the failure's message.</summary>
    public string? Output { get; init; }

    public required IReadOnlyList<HistoryEvent> Events { get; init; }

    /// <summary>The instance's row, as far as an orchestrator can see it.</summary>
    public InstanceRecord Head => new()
    {
        InstanceId = InstanceId,
        ExecutionId = "replay",
        Incarnation = 0,
        Name = Orchestrator,
        Version = Version,
        Status = OrchestrationRuntimeStatus.Running,
        CreatedAt = default,
        LastUpdatedAt = default,
        Parent = ParentInstanceId is null ? null : new ParentLink(ParentInstanceId, ParentName!, "replay", 0),
        Input = StoredText.Of(Input),
    };

    public static RecordedHistory Of(string course, LoadedInstance instance) => new()
    {
        File = $"{course}.{instance.Head.InstanceId}.json",
        Orchestrator = instance.Head.Name,
        InstanceId = instance.Head.InstanceId,
        Version = instance.Head.Version,
        ParentName = instance.Head.Parent?.Name,
        ParentInstanceId = instance.Head.Parent?.InstanceId,
        Input = instance.Head.Input?.Text,
        Status = instance.Head.Status,
        Output = instance.Head.Output?.Text,
        Events = [.. instance.History.Select(WithoutStack)],
    };

    public static RecordedHistory Read(string path)
    {
        var file = JsonNode.Parse(System.IO.File.ReadAllText(path))!.AsObject();
        return new RecordedHistory
        {
            File = Path.GetFileName(path),
            Orchestrator = Text("orchestrator")!,
            InstanceId = Text("instanceId")!,
            Version = Text("version"),
            ParentName = Text("parentName"),
            ParentInstanceId = Text("parentInstanceId"),
            Input = Text("input"),
            Status = Enum.Parse<OrchestrationRuntimeStatus>(Text("status")!),
            Output = Text("output"),
            Events = [.. file["history"]!.AsArray().Select(one => HistoryJson.FromText<HistoryEvent>(one!.ToJsonString()))],
        };

        string? Text(string name) => (string?)file[name];
    }

    public string ToText()
    {
        StringBuilder text = new("{\n");
        foreach (var (name, value) in new (string, string?)[]
        {
            ("orchestrator", Orchestrator), ("instanceId", InstanceId), ("version", Version), ("parentName", ParentName),
            ("parentInstanceId", ParentInstanceId), ("input", Input), ("status", Status.ToString()), ("output", Output),
        })
        {
            if (value is not null)
                text.Append("  \"").Append(name).Append("\": ").Append(HistoryJson.ToText(value)).Append(",\n");
        }

        return text.Append("  \"history\": [\n    ")
            .AppendJoin(",\n    ", Events.Select(HistoryJson.ToText))
            .Append("\n  ]\n}\n")
            .ToString();
    }

    private static HistoryEvent WithoutStack(HistoryEvent one) => one switch
    {
        TaskFailed failed => failed with { Failure = WithoutStack(failed.Failure) },
        ChildFailed failed => failed with { Failure = WithoutStack(failed.Failure) },
        _ => one,
    };

    private static Failure WithoutStack(Failure failure) =>
        failure with { Stack = null, Inner = failure.Inner is { } inner ? WithoutStack(inner) : null };
}
