using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests.Security;

/// <summary>docs/security.md promises a test for each threat: every test that it names exists.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));

    private static readonly Dictionary<string, HashSet<string>> Tests = Read();

    [Fact]
    public void EveryTestItNames_Exists()
    {
        var named = Named().Matches(Page).Select(m => (Class: m.Groups["class"].Value, Method: m.Groups["method"].Value)).Distinct().ToList();

        Assert.True(named.Count > 40, $"Only {named.Count} tests are named.");
        Assert.Empty(string.Join(", ", named.Where(test => !Exists(test.Class, test.Method)).Select(test => $"{test.Class}.{test.Method}")));
    }

    [Fact]
    public void EveryThreat_NamesATest()
    {
        var threats = Page[Page.IndexOf("## Threats", StringComparison.Ordinal)..].Split('\n')
            .TakeWhile(line => !line.StartsWith("## What is not done", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Threat", StringComparison.Ordinal))
            .ToList();

        Assert.True(threats.Count > 20, $"Only {threats.Count} threats were found.");
        Assert.DoesNotContain(threats, line => !Named().IsMatch(line.TrimEnd('|', ' ').Split('|')[^1]));
    }

    // "Method_…" stands for all that begin so.
    private static bool Exists(string type, string method) =>
        Tests.TryGetValue(type, out var methods) && (method.Length == 0 || methods.Any(m => method.EndsWith('…') ? m.StartsWith(method[..^1], StringComparison.Ordinal) : m == method));

    private static Dictionary<string, HashSet<string>> Read()
    {
        var tests = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            // Two projects may have tests of the same name.
            if (Class().Match(text) is { Success: true } found)
                tests[found.Groups["name"].Value] = [.. tests.GetValueOrDefault(found.Groups["name"].Value, []), .. Method().Matches(text).Select(m => m.Groups["name"].Value)];
        }

        return tests;
    }

    [GeneratedRegex(@"`(?:[A-Za-z./]+/)?(?<class>[A-Z]\w*Tests)(?:\.(?<method>\w+…?))?`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^public (?:sealed )?(?:partial )?class (?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    public (?:async )?(?:Task|void) (?<name>\w+)\(", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Method();
}
