using LipServerless.Activities.Archives;

namespace LipServerless.Web.Archives.Reading;

/// <summary>Names of what people read in an archive, and how its pages link one another.</summary>
internal static class ReadingPaths
{
    public const string Index = "index.html";
    public const string PlainIndex = "INDEX.txt";
    public const string Style = ArchivePaths.Readable + "gestaltung.css";
    public const string Draft = ArchivePaths.Readable + "entwurf.html";
    public const string Log = ArchivePaths.Readable + "protokoll.html";
    public const string Synopsis = ArchivePaths.Readable + "synopse.html";
    public const string SynopsisCsv = ArchivePaths.Readable + "synopse.csv";
    public const string SynopsisJson = ArchivePaths.Readable + "synopse.json";

    /// <summary>Where a body's statements are.</summary>
    public static string OfBody(string bodyId) => $"{ArchivePaths.Readable}stellungnahmen/{bodyId}.html";

    /// <summary>A link from one entry to another.</summary>
    public static string Link(string from, string to)
    {
        var up = string.Concat(Enumerable.Repeat("../", from.Count(character => character == '/')));
        return up + string.Join('/', to.Split('/').Select(Uri.EscapeDataString));
    }
}
