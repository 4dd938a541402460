using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// A failure with all its causes, for logs: types and the place of the innermost, never messages, which may carry personal data.
/// </summary>
internal static class Causes
{
    /// <summary>As in <c>System.TypeInitializationException of Some.Type, caused by System.FormatException in Some.Type.Read</c>.</summary>
    public static string Of(Exception exception)
    {
        var innermost = exception;
        List<string> types = [Name(exception)];
        while (innermost.InnerException is { } inner)
        {
            innermost = inner;
            types.Add(Name(inner));
        }

        var place = innermost.TargetSite is { DeclaringType: { } type } method ? $" in {type.FullName}.{method.Name}" : string.Empty;
        return string.Join(", caused by ", types) + place;
    }

    /// <summary>The same for a failure that stands in history.</summary>
    public static string Of(Failure failure)
    {
        List<string> types = [];
        for (Failure? cause = failure; cause is not null; cause = cause.Inner)
            types.Add(cause.Type);
        return string.Join(", caused by ", types);
    }

    private static string Name(Exception exception) => exception is TypeInitializationException { TypeName: var type }
        ? $"{exception.GetType()} of {type}"
        : exception.GetType().ToString();
}
