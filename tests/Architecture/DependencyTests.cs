namespace LipServerless.Architecture.Tests;

/// <summary>Who may know whom: each leaf folder is a project so that references enforce it, and this test guards the references.</summary>
public sealed class DependencyTests
{
    private const string Domain = "LipServerless.Domain";
    private const string Rounds = "LipServerless.Rounds";
    private const string Activities = "LipServerless.Activities";

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "orchestrations/Domain/LipServerless.Domain.csproj", [] },
        { "orchestrations/Rounds/LipServerless.Rounds.csproj", [Domain] },
        { "orchestrations/Activities/LipServerless.Activities.csproj", [Domain, Rounds] },
        { "functions/Web/LipServerless.Web.csproj", [Domain, Rounds, Activities] },
        { "functions/Adapters/LipServerless.Adapters.csproj", [Domain, Activities] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Project_ReferencesOnlyWhatItMayKnow(string project, string[] allowed)
    {
        var (projects, _) = Repository.ReferencesOf(project);

        Assert.Empty(projects.Except(allowed));
    }

    [Theory]
    [InlineData("orchestrations/Domain/LipServerless.Domain.csproj", "Microsoft.", "Azure.")]
    [InlineData("orchestrations/Rounds/LipServerless.Rounds.csproj", "Azure.", "Microsoft.AspNetCore", "Microsoft.Azure")]
    [InlineData("orchestrations/Activities/LipServerless.Activities.csproj", "Azure.", "Microsoft.AspNetCore", "Microsoft.Azure")]
    [InlineData("functions/Web/LipServerless.Web.csproj", "Azure.")]
    public void Project_NamesNoPackageOfAnotherLayer(string project, params string[] forbidden)
    {
        var (_, packages) = Repository.ReferencesOf(project);

        Assert.DoesNotContain(packages, p => forbidden.Any(f => p.StartsWith(f, StringComparison.Ordinal)));
    }

    [Fact]
    public void NoProject_ReferencesAHost()
    {
        var offenders = Directory.EnumerateFiles(Path.Combine(Repository.Root, "orchestrations"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.csproj", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "standins"), "*.csproj", SearchOption.AllDirectories))
            .Where(p => Repository.ReferencesOf(Path.GetRelativePath(Repository.Root, p)).Projects.Any(r => r is "LipServerless.Embedded" or "LipServerless.AzureHost"));

        Assert.Empty(offenders);
    }

    [Fact]
    public void NothingButTheSwapRule_KnowsOfStandIns()
    {
        var offenders = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !Path.GetRelativePath(Repository.Root, p).StartsWith("standins", StringComparison.Ordinal))
            .Where(p => File.ReadAllText(p).Contains("standins/", StringComparison.OrdinalIgnoreCase));

        Assert.Empty(offenders);
    }

    [Fact]
    public void EveryStandIn_HasAReadmeAndARealVersion()
    {
        var versions = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        foreach (var project in Directory.EnumerateFiles(Path.Combine(Repository.Root, "standins"), "*.csproj", SearchOption.AllDirectories))
        {
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "README.md")), $"{project} has no README.md");
            Assert.Contains($"\"{Path.GetFileNameWithoutExtension(project)}\"", versions, StringComparison.Ordinal);
        }
    }
}
