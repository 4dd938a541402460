using System.Text;

namespace LipServerless.Web.Mails;

/// <summary>Makes a subject one line: a title typed with a line break must not become a header of its own.</summary>
public static class MailSubject
{
    /// <summary>Most characters.</summary>
    public const int Longest = 200;

    /// <summary>The text as one line: control characters and line separators become spaces, spaces are single, a long text ends in "…".</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isSpace = char.IsWhiteSpace(character) || char.IsControl(character);
            if (!isSpace)
                line.Append(character);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        var whole = line.ToString().TrimEnd();
        if (whole.Length <= Longest)
            return whole;
        var end = Longest - 1;
        return (char.IsHighSurrogate(whole[end - 1]) ? whole[..(end - 1)] : whole[..end]) + "…";
    }
}
