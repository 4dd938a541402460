using System.Diagnostics;
using System.Security.Cryptography;

namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>
/// Azurite as the lock file pins it, installed once per user and lock file under a tools folder. Several processes may ask at
/// once: one installs, the others wait and use it. A half-finished installation is never seen, because it becomes visible by
/// one rename.
/// </summary>
/// <param name="Node">The node executable to run it with.</param>
/// <param name="Folder">Where package.json and node_modules lie.</param>
public sealed record AzuriteInstallation(string Node, string Folder)
{
    private static readonly TimeSpan LongestInstallation = TimeSpan.FromMinutes(10);

    /// <summary>The script that node runs.</summary>
    public string Script => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>
    /// The folder for tools of this user: <c>LIP_TOOLS</c> if set, otherwise <c>lipserverless</c> under the local application data.
    /// </summary>
    public static string DefaultToolsFolder()
    {
        if (Environment.GetEnvironmentVariable("LIP_TOOLS") is { Length: > 0 } chosen)
            return chosen;
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);

        // A service account may have no home.
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "lipserverless");
    }

    /// <summary>Answers the installation, and installs first if it is not there yet: then <paramref name="say"/> gets a line that says so.</summary>
    /// <param name="say">Takes lines for the person at the keyboard.</param>
    /// <param name="toolsFolder">Null: <see cref="DefaultToolsFolder"/>.</param>
    /// <param name="cancellationToken">Stops the installation; nothing half-done stays visible.</param>
    /// <exception cref="AzuriteUnavailableException">Node or npm is missing, or npm failed.</exception>
    public static Task<AzuriteInstallation> EnsureAsync(Action<string> say, string? toolsFolder = null, CancellationToken cancellationToken = default) =>
        EnsureAsync(
            say,
            Path.Combine(AppContext.BaseDirectory, "azurite"),
            toolsFolder ?? DefaultToolsFolder(),
            Environment.GetEnvironmentVariable("PATH"),
            TimeProvider.System,
            cancellationToken);

    internal static async Task<AzuriteInstallation> EnsureAsync(
        Action<string> say, string packageFolder, string toolsFolder, string? searchPath, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(say);
        var node = NodeTools.FindNode(searchPath);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(packageFolder, "package-lock.json"), cancellationToken)))[..12];
        var installation = new AzuriteInstallation(node, Path.Combine(toolsFolder, $"azurite-{hash}"));
        if (File.Exists(installation.Script))
            return installation;

        var tools = NodeTools.Find(searchPath);
        await using var held = await FileLock.AcquireAsync(Path.Combine(toolsFolder, $"azurite-{hash}.lock"), LongestInstallation, time, cancellationToken);
        if (File.Exists(installation.Script))
            return installation;

        say($"Azurite wird einmalig installiert nach {installation.Folder} … (installing Azurite, once)");
        await InstallAsync(tools, packageFolder, installation.Folder, cancellationToken);
        return installation;
    }

    private static async Task InstallAsync(NodeTools tools, string packageFolder, string target, CancellationToken cancellationToken)
    {
        // Whoever holds the lock is the only one who installs: what lies there is left over from a killed process.
        var workshop = target + ".partial";
        if (Directory.Exists(workshop))
            Directory.Delete(workshop, recursive: true);
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(workshop);
        foreach (var file in new[] { "package.json", "package-lock.json" })
            File.Copy(Path.Combine(packageFolder, file), Path.Combine(workshop, file));

        await RunNpmAsync(tools, workshop, cancellationToken);
        Directory.Move(workshop, target);
    }

    private static async Task RunNpmAsync(NodeTools tools, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? "cmd.exe" : tools.Npm,
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"];
        foreach (var argument in OperatingSystem.IsWindows() ? ["/c", tools.Npm, .. command] : command)
            start.ArgumentList.Add(argument);

        // npm is a script that looks for node on PATH.
        start.Environment["PATH"] = $"{Path.GetDirectoryName(tools.Node)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

        using var npm = Process.Start(start) ?? throw AzuriteUnavailableException.Missing("npm");
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            var said = await errors + await output;
            if (npm.ExitCode != 0)
                throw AzuriteUnavailableException.InstallFailed(npm.ExitCode, LastLines(said));
        }
        finally
        {
            if (!npm.HasExited)
                npm.Kill(entireProcessTree: true);
        }
    }

    private static string LastLines(string text) =>
        string.Join(Environment.NewLine, text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(8));
}
