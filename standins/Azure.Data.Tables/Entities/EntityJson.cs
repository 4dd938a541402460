#nullable enable
using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Entities as the service writes and reads them: plain JSON with an annotation where JSON has no such type.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entity's body, after the cloud's limits have been checked.</summary>
    /// <exception cref="NotSupportedException">A property's type does not exist in tables.</exception>
    public static ReadOnlyMemory<byte> Write(ITableEntity entity)
    {
        var own = EntityProperties.Of(entity);
        EntityLimits.Check(entity.PartitionKey, entity.RowKey, own);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString(TableEntity.PartitionKeyName, entity.PartitionKey);
            json.WriteString(TableEntity.RowKeyName, entity.RowKey);
            foreach (var (name, value) in own)
                WriteProperty(json, name, value);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static T Read<T>(JsonElement row)
        where T : class, ITableEntity =>
        typeof(T) == typeof(TableEntity) ? (T)(ITableEntity)ReadTableEntity(row) : EntityProperties.Fill<T>(row);

    public static DateTimeOffset ReadInstant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static string InstantText(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                Annotated(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                // Annotated always: an integral one would come back as an integer.
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WriteNumber(name, number);
                break;
            case double number:
                Annotated(json, name, "Edm.Double", double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case Guid id:
                Annotated(json, name, "Edm.Guid", id.ToString("D"));
                break;
            case DateTimeOffset instant:
                Annotated(json, name, "Edm.DateTime", InstantText(instant));
                break;
            case byte[] bytes:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            default:
                throw new NotSupportedException($"The property '{name}' holds a {value.GetType()}, which tables cannot store.");
        }
    }

    private static void Annotated(Utf8JsonWriter json, string name, string type, string text)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, text);
    }

    private static TableEntity ReadTableEntity(JsonElement row)
    {
        var types = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                types[property.Name[..^TypeSuffix.Length]] = property.Value.GetString();
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            var name = property.Name;
            if (name == TableEntity.ETagName)
                values[name] = property.Value.GetString();
            else if (name == TableEntity.TimestampName)
                values[name] = ReadInstant(property.Value.GetString()!);
            else if (!name.StartsWith("odata.", StringComparison.Ordinal) && !name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                values[name] = ReadValue(property.Value, types.GetValueOrDefault(name));
        }

        return new TableEntity(values!);
    }

    private static object? ReadValue(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        ("Edm.Int64", JsonValueKind.String) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Int64", _) => value.GetInt64(),
        ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Double", _) => value.GetDouble(),
        ("Edm.DateTime", _) => ReadInstant(value.GetString()!),
        ("Edm.Guid", _) => Guid.Parse(value.GetString()!),
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        (_, JsonValueKind.String) => value.GetString(),
        (_, JsonValueKind.True) => true,
        (_, JsonValueKind.False) => false,
        (_, JsonValueKind.Number) => Number(value),
        _ => throw new NotSupportedException($"The service sent a {value.ValueKind} of type '{type}'."),
    };

    // Boxed one by one: a conditional expression would make doubles of them all.
    private static object Number(JsonElement value)
    {
        if (value.TryGetInt32(out var small))
            return small;
        if (value.TryGetInt64(out var large))
            return large;
        return value.GetDouble();
    }
}
