using System.Text.Json;
using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests;

/// <summary>The settings that the code reads, those the sample explains, and those that Bicep sets are the same.</summary>
public sealed partial class SettingsTests
{
    // On Azure nothing is reached by a key, and there is no folder of the office's: these have a sibling that names an account, an endpoint or a container.
    private static readonly string[] NotOnAzure = ["Lip__Storage__ConnectionString", "Lip__Mail__ConnectionString", "Lip__LegalTexts__Folder"];

    private static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json"));

    [Fact]
    public void Sample_ExplainsWhatTheCodeReads_AndNothingElse() => AssertSame(InCode(), InSample());

    [Fact]
    public void Bicep_SetsWhatTheCodeReads_AndNothingElse() => AssertSame([.. InCode().Except(NotOnAzure)], InBicep());

    [Fact]
    public void SampleSettings_AreJson()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using var document = JsonDocument.Parse(Sample, options);

        Assert.Equal("dotnet-isolated", document.RootElement.GetProperty("Values").GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
    }

    // Both ways: a name that only one of them has is a slip of the pen in either.
    private static void AssertSame(SortedSet<string> code, SortedSet<string> other)
    {
        Assert.NotEmpty(code);
        Assert.Empty(code.Except(other));
        Assert.Empty(other.Except(code));
    }

    // "Lip:Staff:{n}:Name" in code is "Lip__Staff__0__Name" in the sample and "Lip__Staff__${i}__Name" in Bicep. A section read as a whole
    // ("Lip:Staff") is named by its parts.
    private static SortedSet<string> InCode()
    {
        var names = Sources().SelectMany(f => NameInCode().Matches(File.ReadAllText(f)).Select(m => m.Value.Replace(":", "__", StringComparison.Ordinal)))
            .Select(name => name.Replace("{n}", "0", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return [.. names.Where(name => !names.Any(other => other.StartsWith(name + "__", StringComparison.Ordinal)))];
    }

    private static SortedSet<string> InSample() => [.. NameInSample().Matches(Sample).Select(m => m.Groups[1].Value)];

    private static SortedSet<string> InBicep() =>
    [
        .. NameInBicep().Matches(File.ReadAllText(Path.Combine(Repository.Root, "infra", "bicep", "modules", "app.bicep")))
            .Select(m => m.Value.Replace("${i}", "0", StringComparison.Ordinal)),
    ];

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal));

    [GeneratedRegex(@"Lip:[A-Z][A-Za-z]*(:(\{n\}|[A-Z][A-Za-z]*))*")]
    private static partial Regex NameInCode();

    [GeneratedRegex("\"(Lip__[A-Za-z0-9_]+)\"")]
    private static partial Regex NameInSample();

    [GeneratedRegex(@"Lip__([A-Za-z]|__|\$\{i\})+")]
    private static partial Regex NameInBicep();
}
