using System.Xml.Linq;

namespace LipServerless.Architecture.Tests;

/// <summary>The tree these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Names of the projects and packages that a project file names itself.</summary>
    public static (IReadOnlyList<string> Projects, IReadOnlyList<string> Packages) ReferencesOf(string project)
    {
        var file = XDocument.Load(Path.Combine(Root, project));
        return (
            [.. file.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')))],
            [.. file.Descendants("PackageReference").Select(e => e.Attribute("Include")!.Value)]);
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
