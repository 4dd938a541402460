namespace LipServerless.Activities.Commands;

/// <summary>Reasons in words: staff and councils give them, the log keeps them.</summary>
public static class Reasons
{
    /// <summary>Longest reason, in characters.</summary>
    public const int Longest = 5000;

    /// <summary>The trimmed reason; refused where it is missing or too long.</summary>
    internal static string Checked(string? reason, string field = "reason")
    {
        var words = reason?.Trim();
        if (string.IsNullOrEmpty(words))
            throw CommandRefusedException.Invalid(field, "Bitte eine Begründung angeben.");
        return words.Length <= Longest
            ? words
            : throw CommandRefusedException.Invalid(field, $"Die Begründung ist zu lang: höchstens {Longest} Zeichen.");
    }
}
