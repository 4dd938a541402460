using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.History;

/// <summary>A failure as history keeps it.</summary>
/// <param name="Type">Full name of the exception's type, or a code such as <see cref="NoSuchActivity"/>.</param>
/// <param name="Message">The exception's message.</param>
/// <param name="Stack">Its stack trace, if any.</param>
/// <param name="Inner">Its cause, if any.</param>
/// <param name="Permanent">No retry policy or handler is asked: trying again cannot help.</param>
internal sealed record Failure(
    string Type,
    string Message,
    string? Stack = null,
    Failure? Inner = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Permanent = false)
{
    public const string NoSuchActivity = "ActivityTaskNotFound";
    public const string NoSuchOrchestrator = "OrchestratorTaskNotFound";
    public const string VersionMismatch = "VersionMismatch";
    public const string NonDeterministic = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    public static Failure From(Exception exception) => exception is TaskFailedException failed
        ? new Failure(exception.GetType().ToString(), exception.Message, exception.StackTrace, From(failed.FailureDetails))
        : new Failure(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? From(inner) : null);

    public static Failure From(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), Properties: null);
}
