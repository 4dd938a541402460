using System.Text.Json;

namespace LipServerless.Architecture.Tests.Security;

/// <summary>What is built from elsewhere is the same every time: locked with hashes, installed without running scripts of others.</summary>
public sealed class SupplyChainTests
{
    private static readonly string Ci = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));

    [Fact]
    public void EveryProject_LocksItsPackagesWithTheirHashes()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Replace('\\', '/').Contains("/node_modules/", StringComparison.Ordinal) && !p.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal));

        Assert.All(projects, project =>
        {
            using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));
            var packages = file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project");
            Assert.All(packages, package => Assert.True(package.Value.TryGetProperty("contentHash", out _), $"{project}: {package.Name}"));
        });
        Assert.Contains("--locked-mode", Ci, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package-lock.json")]
    [InlineData("infra/check/package-lock.json")]
    public void EveryNpmPackage_IsLockedWithItsHash(string lockFile)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, lockFile)));

        Assert.All(
            file.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0),
            package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Npm_RunsNoScriptsOfPackages()
    {
        var installs = Ci.Split('\n').Append(File.ReadAllText(Path.Combine(Repository.Root, "embedded", "Hosting", "Azurite", "AzuriteInstallation.cs")))
            .Where(text => text.Contains("npm ci", StringComparison.Ordinal) || text.Contains("\"ci\"", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, installs.Count);
        Assert.All(installs, text => Assert.Contains("--ignore-scripts", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Ci_AuditsDependencies() => Assert.Contains(".ci/audit", Ci, StringComparison.Ordinal);
}
