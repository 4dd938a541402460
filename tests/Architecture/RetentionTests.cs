using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LipServerless.Domain.Retention;

namespace LipServerless.Architecture.Tests;

/// <summary>
/// How long data lives is said in four places besides the code: to the data protection officer, in the sample settings, in Bicep, and by
/// what storage keeps of deleted blobs. All say the same.
/// </summary>
public sealed partial class RetentionTests
{
    private static readonly string Main = Read("infra", "bicep", "main.bicep");
    private static readonly string Storage = Read("infra", "bicep", "modules", "storage.bicep");

    public static TheoryData<string> Ids => [.. RetentionRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_StandsInTheTableForTheDataProtectionOfficer(string id)
    {
        var rule = RetentionRules.All.Single(rule => rule.Id == id);
        var row = Table().Single(line => line.StartsWith($"| `{id}` |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);

        Assert.Equal(rule.Start switch { RetentionStart.Decision => "Entscheidung", RetentionStart.HandedOver => "Umzug", _ => "Ende" }, row[3]);
        Assert.Equal(rule.MayBeNever ? "nie" : Text(rule.Days), row[4]);
        Assert.StartsWith(rule.CanBeSet ? $"{rule.Least}–{rule.Most}{(rule.MayBeNever ? ", 0 für nie" : "")}" : "fest", row[5], StringComparison.Ordinal);
        Assert.Equal(rule.CanBeSet ? $"`{rule.Setting}`" : "–", row[6]);
    }

    [Fact]
    public void TheTable_HasNoOtherRule() =>
        Assert.Equal(RetentionRules.All.Select(rule => $"| `{rule.Id}` "), Table().Select(row => row[..(row.IndexOf('|', 1))]));

    [Fact]
    public void TheEndOfAnAbandonedConsultation_IsTold() =>
        Assert.Contains($"{RetentionRules.AbandonedAfter.TotalDays} Tage nach der", Read("docs", "datenschutz.md").Replace('\n', ' '), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void SampleAndBicep_SetTheRulesOwnDays(string id)
    {
        var rule = RetentionRules.All.Single(rule => rule.Id == id);
        var name = rule.Setting.Replace(":", "__", StringComparison.Ordinal);
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using var sample = JsonDocument.Parse(Read("local.settings.sample.json"), options);

        Assert.Equal(rule.CanBeSet, sample.RootElement.GetProperty("Values").TryGetProperty(name, out var days));
        if (!rule.CanBeSet)
            return;
        Assert.Equal(Text(rule.Days), days.GetString());
        Assert.Contains($"{name}: '{rule.Days}'\n", Read("infra", "bicep", "modules", "app.bicep"), StringComparison.Ordinal);
    }

    // Deleting a blob makes it an old version; the lifecycle deletes that after its days (it runs daily, and takes up to two days to
    // begin), and what it deletes is soft-deleted for as many days again.
    [Fact]
    public void Copies_OfErasedBlobs_AreGoneWithinTheErasurePeriod_InEveryEnvironment()
    {
        var days = SoftDeleteDays().Match(Main).Groups.Values.Skip(1).Select(Number).ToList();

        Assert.Equal(2, days.Count);
        Assert.All([.. days, Number(MostSoftDeleteDays().Match(Storage).Groups[1])], most => Assert.InRange(2 + most + most, 1, RetentionRules.CopiesGoneAfterDays));
        Assert.Contains("isVersioningEnabled: true", Storage, StringComparison.Ordinal);
        Assert.Contains("    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }", Storage, StringComparison.Ordinal);
        Assert.Contains("    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }", Storage, StringComparison.Ordinal);
        Assert.Contains("version: { delete: { daysAfterCreationGreaterThan: softDeleteDays } }", Storage, StringComparison.Ordinal);
        Assert.DoesNotContain("restorePolicy", Storage, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_AreKeptNoLonger() => Assert.All(LogDays().Matches(Main), days => Assert.InRange(Number(days.Groups[1]), 1, RetentionRules.CopiesGoneAfterDays));

    [Fact]
    public void Data_LiesInGermanyByDefault_AndMailNeverOutsideOfEurope()
    {
        Assert.Contains("param location string = 'germanywestcentral'", Main, StringComparison.Ordinal);
        Assert.Contains("@allowed(['Germany', 'Europe'])\nparam dataLocation string = 'Germany'", Main.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        // No environment moves it by itself, and nothing replicates to another region.
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra", "bicep"), "*.bicepparam"),
            file => Assert.DoesNotContain("ocation", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains("@allowed(['Standard_LRS', 'Standard_ZRS'])", Storage, StringComparison.Ordinal);
        Assert.Single(LogDays().Matches(Main));
    }

    // The rows of the table under "Löschfristen".
    private static string[] Table() =>
        [.. Read("docs", "datenschutz.md").Split("\n## ").Single(part => part.StartsWith("Löschfristen", StringComparison.Ordinal)).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    private static int Number(Group text) => int.Parse(text.Value, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, .. path])).ReplaceLineEndings("\n");

    [GeneratedRegex(@"softDeleteDays: isProduction \? (\d+) : (\d+)")]
    private static partial Regex SoftDeleteDays();

    [GeneratedRegex(@"@maxValue\((\d+)\)\nparam softDeleteDays int")]
    private static partial Regex MostSoftDeleteDays();

    [GeneratedRegex(@"retentionDays: (\d+)\n")]
    private static partial Regex LogDays();
}
