using System.Text.Json;
using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests;

/// <summary>
/// On Azure built-in authentication lets nobody past but on the paths that <c>infra/bicep/public-paths.json</c> excludes: every route that
/// the application opens to recipients must be there, and none of staff's.
/// </summary>
public sealed partial class PublicPathsTests
{
    private static readonly string[] Excluded = Read();

    [Fact]
    public void EveryRoute_IsPublicOnAzure_WhereTheApplicationLeavesItOpen()
    {
        var routes = Routes();
        var wrong = routes.Where(route => IsExcluded(route) == IsStaffs(route));

        Assert.NotEmpty(routes);
        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryExcludedPath_IsARoute() => Assert.All(Excluded, path => Assert.Contains(Routes(), route => Matches(path, route)));

    // What lies under api or dashboard is staff's unless StaffGate names it.
    private static bool IsStaffs(string route)
    {
        var open = OpenPath().Matches(File.ReadAllText(Path.Combine(Repository.Root, "functions", "Web", "Staff", "StaffGate.cs")))
            .Select(m => m.Value.Trim('"')).Where(p => p is not "/api" and not "/dashboard").ToList();
        // On Azure staff sign in and out at Entra ID, before the application's own pages of that name.
        return (route.StartsWith("/api/", StringComparison.Ordinal) || route.StartsWith("/dashboard", StringComparison.Ordinal))
            && (route is "/dashboard/sign-in" or "/dashboard/sign-out" || !open.Any(p => route == p || route.StartsWith(p + "/", StringComparison.Ordinal)));
    }

    private static bool IsExcluded(string route) => Excluded.Any(path => Matches(path, route));

    private static bool Matches(string path, string route) =>
        path.EndsWith("/*", StringComparison.Ordinal) ? route.StartsWith(path[..^1], StringComparison.Ordinal) : route == path;

    private static List<string> Routes() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "Web"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal))
            .SelectMany(f => Route().Matches(File.ReadAllText(f)).Select(m => "/" + m.Groups[1].Value))
            .Distinct(),
    ];

    private static string[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "bicep", "public-paths.json")));
        return [.. document.RootElement.GetProperty("paths").EnumerateArray().Select(p => p.GetString()!)];
    }

    [GeneratedRegex("Route = \"([^\"]+)\"")]
    private static partial Regex Route();

    [GeneratedRegex("\"/(api|dashboard)[a-z/-]*\"")]
    private static partial Regex OpenPath();
}
