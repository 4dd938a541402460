namespace LipServerless.Web.Texts;

/// <summary>
/// Words of another direction inside a sentence: a German title in an Arabic one must keep its own order, and its punctuation must not jump.
/// Unicode's isolates (UAX #9, FSI … PDI) hold in mails' plain text and subjects too, where no markup does.
/// </summary>
internal static class Isolation
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>The arguments of a sentence written from right to left: each text isolated; numbers need it not.</summary>
    public static object?[] Isolate(object?[] arguments) =>
        [.. arguments.Select(argument => argument is string { Length: > 0 } text ? $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}" : argument)];
}
