using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>
/// A failure as history keeps it: the exception's full type name instead of its type, so that it outlives the process
/// that threw it.
/// </summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new TaskFailureDetails(
            exception.GetType().ToString(),
            exception.Message,
            exception.StackTrace,
            exception.InnerException is { } inner ? FromException(inner) : null,
            Properties: null);
    }

    /// <inheritdoc cref="IsCausedBy(Type)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsCausedBy<T>()
        where T : Exception
        => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    /// <summary>
    /// Whether <see cref="ErrorType"/> names the given exception type or one derived from it. A name that no loaded
    /// assembly knows answers false. Only this failure is looked at, not <see cref="InnerFailure"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The type is no exception.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies define the name, none of them the nearest.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        return IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly());
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private bool IsCausedBy(Type target, Assembly caller)
    {
        if (!target.IsAssignableTo(typeof(Exception)))
        {
            throw new ArgumentException($"'{target}' is no exception type, so it cannot be the cause of a failure.", nameof(target));
        }

        return !string.IsNullOrEmpty(ErrorType)
            && FindType(target.Assembly, caller) is { } thrown
            && target.IsAssignableFrom(thrown);
    }

    /// <summary>The nearest definition wins: the core library, the target's assembly, the caller's, then any other.</summary>
    private Type? FindType(Assembly targets, Assembly callers) =>
        Type.GetType(ErrorType, throwOnError: false)
        ?? targets.GetType(ErrorType, throwOnError: false)
        ?? callers.GetType(ErrorType, throwOnError: false)
        ?? FindAnywhere();

    /// <summary>
    /// Facade assemblies that forward a type count too, as in the package: for framework exceptions outside the core
    /// library this may throw. Decide retries by <see cref="ErrorType"/> or by exceptions of one's own.
    /// </summary>
    private Type? FindAnywhere()
    {
        Type[] found = [.. AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .OfType<Type>()];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new AmbiguousMatchException($"'{ErrorType}' is defined by {found.Length} loaded assemblies; which one was thrown is not known.");
    }
}
