using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.Embedded.Tests.Azurite;

public sealed class AzuriteInstallationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lip-tools-");
    private readonly List<string> said = [];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task EnsureAsync_NodeMissing_SaysInOneSentenceWhatToDo()
    {
        var missing = await Assert.ThrowsAsync<AzuriteUnavailableException>(() => EnsureAsync(searchPath: Bin().FullName));

        Assert.Contains("Node.js", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Speicherkonto", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', missing.Message);
        Assert.Equal(2, AzuriteUnavailableException.ExitCode);
        Assert.Empty(said);
    }

    [SkippableFact]
    public async Task EnsureAsync_NpmMissing_SaysSo()
    {
        Skip.If(OperatingSystem.IsWindows(), "Uses scripts.");

        var missing = await Assert.ThrowsAsync<AzuriteUnavailableException>(() => EnsureAsync(searchPath: Bin(("node", "exit 0")).FullName));

        Assert.StartsWith("'npm'", missing.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task EnsureAsync_SeveralAtOnce_InstallOnceAndSaySoOnce()
    {
        Skip.If(OperatingSystem.IsWindows(), "Uses scripts.");
        var bin = Bin(("node", "exit 0"), ("npm", "echo x >> ../calls; mkdir -p node_modules/azurite/dist/src && touch node_modules/azurite/dist/src/azurite.js"));

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnsureAsync(bin.FullName)));

        Assert.Single(all.Distinct());
        Assert.True(File.Exists(all[0].Script));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Tools, "calls")));
        Assert.Contains("installiert", Assert.Single(said), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Tools, "*.partial"));
    }

    [SkippableFact]
    public async Task EnsureAsync_NpmFailsThenWorks_LeavesNothingHalfDone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Uses scripts.");
        var broken = Bin(("node", "exit 0"), ("npm", "mkdir -p node_modules/azurite; echo no such registry >&2; exit 7"));
        var failed = await Assert.ThrowsAsync<AzuriteUnavailableException>(() => EnsureAsync(broken.FullName));
        Assert.Contains("no such registry", failed.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Tools, "azurite-????????????"));

        var working = Bin(("node", "exit 0"), ("npm", "mkdir -p node_modules/azurite/dist/src && touch node_modules/azurite/dist/src/azurite.js"));
        Assert.True(File.Exists((await EnsureAsync(working.FullName)).Script));
    }

    private string Tools => Path.Combine(folder.FullName, "tools");

    private Task<AzuriteInstallation> EnsureAsync(string searchPath)
    {
        var package = folder.CreateSubdirectory("package").FullName;
        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            if (!File.Exists(Path.Combine(package, file)))
                File.WriteAllText(Path.Combine(package, file), "{}");
        }

        return AzuriteInstallation.EnsureAsync(
            line =>
            {
                lock (said)
                    said.Add(line);
            },
            package,
            Tools,
            searchPath,
            TimeProvider.System,
            CancellationToken.None);
    }

    private DirectoryInfo Bin(params (string Name, string Script)[] tools)
    {
        var bin = folder.CreateSubdirectory("bin-" + Guid.NewGuid().ToString("N"));
        foreach (var (name, script) in tools)
        {
            var file = Path.Combine(bin.FullName, name);
            File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        return bin;
    }
}
