using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Microsoft.DurableTask.Client;

/// <summary>
/// What a client sees of an instance. Fetched without inputs and outputs it has no converter, the serialized texts are
/// null and the Read methods throw.
/// </summary>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    private const int LongestShownText = 50;

    public string Name { get; } = name;

    public string InstanceId { get; } = instanceId;

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>True in the state Running only: not while pending or suspended.</summary>
    public bool IsRunning => RuntimeStatus is OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;

    /// <exception cref="InvalidOperationException">The instance was fetched without inputs and outputs.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    /// <inheritdoc cref="ReadInputAs{T}"/>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    /// <inheritdoc cref="ReadInputAs{T}"/>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    /// <summary>For logs; inputs, outputs and messages are cut after 50 characters.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        AppendIfAny("Input", SerializedInput);
        AppendIfAny("Output", SerializedOutput);
        AppendIfAny("FailureDetails", FailureDetails is { } failure ? $"{failure.ErrorType} - {Cut(failure.ErrorMessage)}" : null, cut: false);
        return text.Append(']').ToString();

        void AppendIfAny(string label, string? value, bool cut = true)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $", {label}: '{(cut ? Cut(value) : value)}'");
            }
        }
    }

    private static string Cut(string text) => text.Length > LongestShownText ? text[..LongestShownText] + "..." : text;

    private T? Read<T>(string? data, [CallerMemberName] string reader = "") => DataConverter is null
        ? throw new InvalidOperationException($"{reader} needs an instance that was fetched with its inputs and outputs.")
        : DataConverter.Deserialize<T>(data);
}
