using System.Text;

namespace LipServerless.Web.Tests.Calendar;

/// <summary>An iCalendar file read as RFC 5545 says: unfolded, names apart from parameters and values, TEXT unescaped on demand.</summary>
internal sealed class ParsedCalendar
{
    public ParsedCalendar(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Folded = text[..^2].Split("\r\n");
        Lines = [.. text[..^2].Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n").Select(ParsedLine.Of)];
    }

    /// <summary>The lines as they stand in the file.</summary>
    public IReadOnlyList<string> Folded { get; }

    public IReadOnlyList<ParsedLine> Lines { get; }

    /// <summary>The value of the first property of this name: the event's own stand before its alarms'.</summary>
    public string this[string name] => Lines.First(line => line.Name == name).Value;

    public string TextOf(string name) => Lines.First(line => line.Name == name).Text;
}

/// <summary>A content line.</summary>
internal sealed record ParsedLine(string Name, string Parameters, string Value)
{
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            for (var i = 0; i < Value.Length; i++)
            {
                if (Value[i] != '\\')
                {
                    // Bare, they would end the value.
                    Assert.DoesNotContain(Value[i], ";,");
                    text.Append(Value[i]);
                    continue;
                }

                i++;
                text.Append(Value[i] is 'n' or 'N' ? '\n' : Value[i]);
            }

            return text.ToString();
        }
    }

    public static ParsedLine Of(string line)
    {
        var (quoted, at) = (false, 0);
        while (quoted || line[at] != ':')
        {
            quoted ^= line[at] == '"';
            at++;
        }

        var head = line[..at].Split(';', 2);
        return new ParsedLine(head[0], head.Length > 1 ? head[1] : "", line[(at + 1)..]);
    }
}
