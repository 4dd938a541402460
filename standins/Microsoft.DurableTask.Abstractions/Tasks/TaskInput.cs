namespace Microsoft.DurableTask;

/// <summary>The check between an untyped call and a typed task.</summary>
internal static class TaskInput
{
    /// <summary>Null becomes the default of <typeparamref name="T"/>, also for value types: whether that is right the task decides.</summary>
    /// <exception cref="ArgumentException">The input is of another type.</exception>
    public static T Cast<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"Input type '{input.GetType()}' does not match expected type '{typeof(T)}'."),
    };
}
