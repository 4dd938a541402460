using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests;

/// <summary>An alert that looks for a sentence nobody writes would never ring; one without a page in the run-book helps nobody.</summary>
public sealed partial class AlertTests
{
    private static readonly string Bicep = File.ReadAllText(Path.Combine(Repository.Root, "infra", "bicep", "modules", "alerts.bicep"));

    [Fact]
    public void EverySentenceOfAnAlert_BeginsALogMessage()
    {
        var phrases = Phrase().Matches(Bicep).Select(m => m.Groups[1].Value).ToList();
        var messages = Sources().SelectMany(f => Message().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToList();

        Assert.NotEmpty(phrases);
        Assert.All(phrases, phrase => Assert.Contains(messages, m => m.StartsWith(phrase, StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryAlert_StandsInTheRunBook()
    {
        var runBook = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var names = Name().Matches(Bicep).Select(m => m.Groups[1].Value).ToList();

        Assert.Contains("server-errors", names);
        Assert.All(names, name => Assert.Contains($"`{name}`", runBook, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources() =>
        new[] { "functions", "orchestrations" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal));

    [GeneratedRegex("phrase: '([^']+)'")]
    private static partial Regex Phrase();

    [GeneratedRegex("Message = \"([^\"]+)\"")]
    private static partial Regex Message();

    // 'mail-bounced' of the list, 'server-errors-${name}' of a resource; not the action group's.
    [GeneratedRegex(@"name: '([a-z]+-[a-z]+)(?:-\$\{name\})?'\r?\n(?!.*groupShortName)")]
    private static partial Regex Name();
}
