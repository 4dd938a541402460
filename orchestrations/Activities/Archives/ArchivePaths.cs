using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;

namespace LipServerless.Activities.Archives;

/// <summary>Names of an archive's entries: <c>lesen/</c> for people, <c>daten/</c> exactly as stored. No bytes are in it twice.</summary>
public static class ArchivePaths
{
    /// <summary>Where what people read begins.</summary>
    public const string Readable = "lesen/";

    private const int Longest = 400;

    /// <summary>Rows of a table.</summary>
    internal static string Of(ArchiveTable table) => $"daten/zeilen/{table.ToString().ToLowerInvariant()}.jsonl";

    /// <summary>A document or file that people have no use for as it is.</summary>
    internal static string Of(ArchiveBlob blob) => blob.Kind == ArchiveBlobKind.File ? $"daten/dateien/{blob.Name}" : $"daten/dokumente/{blob.Name}";

    /// <summary>The draft as it was handed in, under its name.</summary>
    internal static string OfDraft(string fileName) => $"{Readable}entwurf/{FileName.Clean(fileName)}";

    /// <summary>A file of a statement, under its name; part of its hash keeps files of one name apart.</summary>
    internal static string OfFile(string bodyId, Attachment file) => $"{Readable}anlagen/{bodyId}/{file.Hash[..12]}-{FileName.Clean(file.Name)}";

    /// <summary>
    /// Whether a name is one that stays within the folder into which somebody unpacks it. Entries are never unpacked into files here; others do.
    /// </summary>
    internal static bool IsSafe(string path) =>
        path.Length is > 0 and <= Longest
        && !path.Any(character => char.IsControl(character) || character is '\\' or ':')
        && path.Split('/').All(part => part.Length > 0 && part.Trim('.', ' ').Length > 0);
}
