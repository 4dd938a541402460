using System.IO.Compression;
using System.Text;

namespace LipServerless.Domain.Tests.Attachments;

/// <summary>Small files of each accepted type, and some that are not accepted.</summary>
internal static class SampleFiles
{
    private const string ContentTypes = """
        <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """;

    public static byte[] Pdf(string text = "Beschluss") => Encoding.ASCII.GetBytes($"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n% {text}\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n");

    public static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    public static byte[] Jpeg { get; } =
    [
        0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xff, 0xd9,
    ];

    public static byte[] Webp { get; } = [.. "RIFF"u8, 16, 0, 0, 0, .. "WEBP"u8, .. "VP8L"u8, 4, 0, 0, 0, 0x2f, 0, 0, 0];

    public static byte[] Docx(string contentTypes = ContentTypes, params string[] furtherParts) =>
        Zip([("[Content_Types].xml", contentTypes.Trim()), ("word/document.xml", "<document/>"), .. furtherParts.Select(part => (part, "x"))]);

    public static string TypesWith(string contentType) => ContentTypes.Replace("</Types>", $"<Override PartName=\"/x.bin\" ContentType=\"{contentType}\"/></Types>", StringComparison.Ordinal);

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
