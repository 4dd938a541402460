using System.Globalization;

namespace LipServerless.EndToEnd.Tests.Demo;

/// <summary>The demo's last line, field by field.</summary>
internal sealed class DemoResultLine
{
    private const string Start = "demo result: ";

    private readonly Dictionary<string, string> fields;

    private DemoResultLine(Dictionary<string, string> fields) => this.fields = fields;

    public IReadOnlyCollection<string> Names => fields.Keys;

    public bool Accepted => fields["accepted"] == "true";

    public int this[string name] => int.Parse(fields[name], NumberStyles.None, CultureInfo.InvariantCulture);

    public static DemoResultLine Parse(string line)
    {
        Assert.StartsWith(Start, line, StringComparison.Ordinal);
        return new(line[Start.Length..].Split(' ').Select(field => field.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    }
}
