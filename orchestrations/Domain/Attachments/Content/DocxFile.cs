using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml;

namespace LipServerless.Domain.Attachments.Content;

/// <summary>
/// Word document (ECMA-376): a ZIP with content types and a main part. Only its directory and the list of content types are read;
/// nothing is unpacked, no external entity resolved.
/// </summary>
internal static class DocxFile
{
    private const int MostEntries = 5000;
    private const long MostUnpacked = 500 * AttachmentLimits.Megabyte;
    private const string MainPart = "word/document.xml";
    private const string ContentTypes = "[Content_Types].xml";
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1024 * 1024 };

    public static AttachmentFaultCode? FaultOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var archive = new ZipArchive(Stream(content), ZipArchiveMode.Read);
            var names = archive.Entries.Select(entry => entry.FullName.Replace('\\', '/')).ToList();
            if (!names.Contains(ContentTypes, StringComparer.OrdinalIgnoreCase) || !names.Contains(MainPart, StringComparer.OrdinalIgnoreCase))
                return AttachmentFaultCode.UnknownType;
            if (names.Exists(IsMacro))
                return AttachmentFaultCode.Macros;
            if (names.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > MostUnpacked || names.Exists(LeadsOut))
                return AttachmentFaultCode.Damaged;
            return FaultOfTypes(archive.Entries.First(entry => entry.FullName.Equals(ContentTypes, StringComparison.OrdinalIgnoreCase)));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            return AttachmentFaultCode.Damaged;
        }
    }

    private static bool IsMacro(string name) =>
        Path.GetFileName(name).StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(name).StartsWith("vbaData", StringComparison.OrdinalIgnoreCase);

    private static bool LeadsOut(string name) => name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..");

    // The content types say what Word makes of the parts, whatever their names are.
    private static AttachmentFaultCode? FaultOfTypes(ZipArchiveEntry entry)
    {
        using var reader = XmlReader.Create(entry.Open(), Xml);
        var isDocument = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("ContentType") is not { } type)
                continue;
            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
                return AttachmentFaultCode.Macros;
            isDocument |= type.Equals(MainType, StringComparison.OrdinalIgnoreCase);
        }

        return isDocument ? null : AttachmentFaultCode.UnknownType;
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var bytes)
        ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
