namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>Where node and npm lie on this machine.</summary>
/// <param name="Node">Full path of the node executable.</param>
/// <param name="Npm">Full path of npm (npm.cmd on Windows).</param>
public sealed record NodeTools(string Node, string Npm)
{
    /// <summary>Looks both up in the folders of PATH.</summary>
    /// <exception cref="AzuriteUnavailableException">One of them is missing.</exception>
    public static NodeTools Find() => Find(Environment.GetEnvironmentVariable("PATH"));

    internal static NodeTools Find(string? searchPath) => new(FindNode(searchPath), OnPath(searchPath, OperatingSystem.IsWindows() ? "npm.cmd" : "npm") ?? throw AzuriteUnavailableException.Missing("npm"));

    /// <summary>Node alone: what is installed already needs no npm.</summary>
    internal static string FindNode(string? searchPath) =>
        OnPath(searchPath, OperatingSystem.IsWindows() ? "node.exe" : "node") ?? throw AzuriteUnavailableException.Missing("node");

    private static string? OnPath(string? searchPath, string file) =>
        (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
}
