using System.Text.Json;

namespace LipServerless.Replay.Tests;

/// <summary>Where histories are kept in the tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>A folder for each version that instances may carry; a version's folder is never changed once instances of it live.</summary>
    public static string Histories { get; } = Path.Combine(Root, "tests", "orchestrations", "Replay", "Histories");

    /// <summary>The version that instances started today are stamped with.</summary>
    public static string TodaysVersion { get; } = ReadVersion();

    private static string ReadVersion()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "host.json")));
        return host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("defaultVersion").GetString()!;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LipServerless.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("These tests run from a build inside the repository.");
    }
}
