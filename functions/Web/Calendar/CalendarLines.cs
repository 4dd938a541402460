using System.Text;

namespace LipServerless.Web.Calendar;

/// <summary>Content lines of iCalendar (RFC 5545, section 3.1): escaped, folded at 75 octets, ended by CR LF.</summary>
internal sealed class CalendarLines
{
    /// <summary>Most octets of a line without its line break; a continuation's leading space counts.</summary>
    public const int LongestLine = 75;

    private readonly StringBuilder lines = new();

    /// <summary>A property whose value needs no escaping: a keyword, a date, an address.</summary>
    public CalendarLines Add(string name, string value)
    {
        Fold($"{name}:{OneLine(value)}");
        return this;
    }

    /// <summary>A property whose value is TEXT (section 3.3.11).</summary>
    public CalendarLines AddText(string name, string text)
    {
        Fold($"{name}:{Escaped(text)}");
        return this;
    }

    /// <summary>A parameter's value in quotes: it may hold neither quotes nor control characters (section 3.2).</summary>
    public static string Quoted(string value) => $"\"{OneLine(value).Replace('"', '\'')}\"";

    /// <summary>All lines.</summary>
    public override string ToString() => lines.ToString();

    private static string OneLine(string value) => string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings("\n"))
        {
            switch (character)
            {
                case '\\' or ';' or ',':
                    escaped.Append('\\').Append(character);
                    break;
                case '\n':
                    escaped.Append("\\n");
                    break;
                default:
                    escaped.Append(char.IsControl(character) ? ' ' : character);
                    break;
            }
        }

        return escaped.ToString();
    }

    // Between characters, never within one: readers that unfold text instead of octets would lose it.
    private void Fold(string line)
    {
        var octets = 0;
        foreach (var character in line.EnumerateRunes())
        {
            if (octets + character.Utf8SequenceLength > LongestLine)
            {
                lines.Append("\r\n ");
                octets = 1;
            }

            lines.Append(character.ToString());
            octets += character.Utf8SequenceLength;
        }

        lines.Append("\r\n");
    }
}
