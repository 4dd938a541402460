using System.Reflection;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// What <see cref="RetryPolicy.Handle"/> is asked about. The package's <c>HandleFailure</c> judges only exceptions of
/// DurableTask.Core, which comes along with the package; the stand-in, without it, judges the public exception.
/// </summary>
internal static class FailureForPolicy
{
    private static readonly Type? CoreException = Find("DurableTask.Core.Exceptions.TaskFailedException");
    private static readonly Type? CoreDetails = Find("DurableTask.Core.FailureDetails");

    public static Exception Of(Exception last) =>
        last is TaskFailedException failed && CoreException is not null && CoreDetails is not null
            ? Translate(failed, CoreException, CoreDetails)
            : last;

    private static Exception Translate(TaskFailedException failed, Type exceptionType, Type detailsType)
    {
        var translated = (Exception)Activator.CreateInstance(exceptionType, failed.Message)!;
        exceptionType.GetProperty("FailureDetails", BindingFlags.Public | BindingFlags.Instance)!
            .SetValue(translated, Translate(failed.FailureDetails, detailsType));
        return translated;
    }

    private static object Translate(TaskFailureDetails details, Type type) => Activator.CreateInstance(
        type,
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? Translate(inner, type) : null,
        false)!;

    private static Type? Find(string name) => Type.GetType(name + ", DurableTask.Core", throwOnError: false);
}
