using System.Text.Json;
using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests;

/// <summary>Every setting the code reads is explained in the sample settings.</summary>
public sealed partial class SettingsTests
{
    [Fact]
    public void EverySetting_IsInTheSampleSettings()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json"));
        var missing = Sources().SelectMany(f => SettingName().Matches(File.ReadAllText(f)).Select(m => m.Value))
            .Select(name => name.Replace(":", "__", StringComparison.Ordinal).Replace("{n}", "0", StringComparison.Ordinal))
            .Distinct()
            .Where(name => !sample.Contains(name, StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void SampleSettings_AreJson()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")), options);

        Assert.Equal("dotnet-isolated", document.RootElement.GetProperty("Values").GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal));

    [GeneratedRegex(@"Lip:[A-Z][A-Za-z]*(:(\{n\}|[A-Z][A-Za-z]*))*")]
    private static partial Regex SettingName();
}
