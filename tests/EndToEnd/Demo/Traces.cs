using System.Text.Json;
using System.Text.RegularExpressions;
using LipServerless.Domain.Bodies;
using LipServerless.Embedded.Serving;

namespace LipServerless.EndToEnd.Tests.Demo;

/// <summary>What of people a demo has in it: names, addresses, link tokens, sentences of statements.</summary>
internal static partial class Traces
{
    private const int ShortestSentence = 20;

    public static IReadOnlyList<string> NamesAndAddresses()
    {
        var roster = SampleRoster.Read();
        return
        [
            .. roster.Bodies.Select(body => body.Name!),
            .. roster.Bodies.SelectMany(body => body.Emails ?? []),
            .. roster.Bodies.SelectMany(body => body.PostalAddress?.Split('\n').Skip(1) ?? []),
            .. roster.SteeringGroup!.Emails!,
            "Mara Lindner",
        ];
    }

    public static IReadOnlyList<string> Sentences()
    {
        using var script = typeof(LipHost).Assembly.GetManifestResourceStream("LipServerless.Embedded.Demo.Statements.script.json")!;
        using var document = JsonDocument.Parse(script);
        return [.. Strings(document.RootElement).SelectMany(text => text.Split('\n')).Where(text => text.Length >= ShortestSentence)];
    }

    public static IReadOnlyList<string> Tokens(string inboxFolder)
    {
        var mails = Directory.EnumerateFiles(inboxFolder, "*.json", SearchOption.AllDirectories).Select(File.ReadAllText);
        return [.. mails.SelectMany(mail => Link().Matches(mail)).Select(match => match.Groups["token"].Value).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Which of these are in the text, also where the text is JSON with escapes.</summary>
    public static IReadOnlyList<string> In(string text, IEnumerable<string> traces)
    {
        var plain = Escape().Replace(text, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 16)).ToString());
        return [.. traces.Where(trace => plain.Contains(trace, StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        _ => [],
    };

    [GeneratedRegex("/[bso]/(?<token>[A-Za-z0-9_-]{40,})", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"\\u(?<code>[0-9a-fA-F]{4})", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
