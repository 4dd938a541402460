using System.Text;
using System.Text.Json;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Archives;

/// <summary>Rows as JSON lines: <c>{"partition":…,"key":…,"row":…}</c>, the row's own JSON character by character.</summary>
internal static class ArchiveRowFile
{
    private static readonly JsonWriterOptions Compact = new() { Indented = false, SkipValidation = false };

    /// <summary>The lines, in UTF-8.</summary>
    /// <exception cref="InvalidDataException">A row's JSON has several lines, or is none.</exception>
    public static byte[] Write(IEnumerable<ArchiveRow> rows)
    {
        using var buffer = new MemoryStream();
        foreach (var row in rows)
        {
            if (row.Json.AsSpan().ContainsAny('\n', '\r'))
                throw new InvalidDataException($"The JSON of row '{row.Key}' has several lines.");
            using (var writer = new Utf8JsonWriter(buffer, Compact))
            {
                writer.WriteStartObject();
                writer.WriteString("partition", row.Partition);
                writer.WriteString("key", row.Key);
                writer.WritePropertyName("row");
                writer.WriteRawValue(row.Json);
                writer.WriteEndObject();
            }

            buffer.WriteByte((byte)'\n');
        }

        return buffer.ToArray();
    }

    /// <summary>The rows of a table.</summary>
    /// <exception cref="JsonException">A line is no JSON of this shape.</exception>
    public static List<ArchiveRow> Read(ArchiveTable table, byte[] lines)
    {
        var rows = new List<ArchiveRow>();
        using var reader = new StreamReader(new MemoryStream(lines), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object || Text(row, "partition") is not { } partition || Text(row, "key") is not { } key || !row.TryGetProperty("row", out var value))
                throw new JsonException($"Line {rows.Count + 1} is no row.");
            rows.Add(new ArchiveRow(table, partition, key, value.GetRawText()));
        }

        return rows;
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
