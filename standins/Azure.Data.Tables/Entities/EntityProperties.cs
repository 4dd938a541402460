#nullable enable
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// The properties of an entity beyond its keys: a dictionary's entries or a class's public properties.
/// <c>[IgnoreDataMember]</c> leaves one out, <c>[DataMember(Name = …)]</c> renames it.
/// </summary>
internal static class EntityProperties
{
    private static readonly ConcurrentDictionary<Type, Member[]> Known = new();

    /// <summary>
    /// Names and values that are sent, brought to one of string, bool, int, long, double, Guid, DateTimeOffset, byte[].
    /// Nulls are left out: the service drops them on replace and keeps the stored value on merge, with and without them.
    /// </summary>
    public static List<KeyValuePair<string, object>> Of(ITableEntity entity)
    {
        var own = new List<KeyValuePair<string, object>>();
        if (entity is IDictionary<string, object?> dictionary)
        {
            foreach (var (name, value) in dictionary)
            {
                if (value is Enum)
                    throw new NotSupportedException($"The property '{name}' holds an enum: a TableEntity needs its text or number.");
                if (value is not null && !IsSystem(name))
                    own.Add(new(name, Plain(name, value)));
            }
        }
        else
        {
            foreach (var member in MembersOf(entity.GetType()))
            {
                if (member.Property.CanRead && member.Property.GetValue(entity) is { } value)
                    own.Add(new(member.Name, value is Enum ? value.ToString()! : Plain(member.Name, value)));
            }
        }

        return own;
    }

    public static T Fill<T>(JsonElement row)
        where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        if (row.TryGetProperty(TableEntity.PartitionKeyName, out var partitionKey))
            entity.PartitionKey = partitionKey.GetString()!;
        if (row.TryGetProperty(TableEntity.RowKeyName, out var rowKey))
            entity.RowKey = rowKey.GetString()!;
        if (row.TryGetProperty(TableEntity.TimestampName, out var timestamp))
            entity.Timestamp = EntityJson.ReadInstant(timestamp.GetString()!);
        if (row.TryGetProperty(TableEntity.ETagName, out var etag))
            entity.ETag = new ETag(etag.GetString()!);
        foreach (var member in MembersOf(typeof(T)))
        {
            if (member.Property.SetMethod is not null && row.TryGetProperty(member.Name, out var value) && value.ValueKind != JsonValueKind.Null
                && TryRead(value, member.Type, out var read))
                member.Property.SetValue(entity, read);
        }

        return entity;
    }

    /// <summary>The name under which a class's property is stored, for filters.</summary>
    public static string StoredName(MemberInfo property) => property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

    private static bool IsSystem(string name) =>
        name is TableEntity.PartitionKeyName or TableEntity.RowKeyName or TableEntity.TimestampName || name.StartsWith("odata.", StringComparison.Ordinal);

    private static Member[] MembersOf(Type type) => Known.GetOrAdd(type, static t => t
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<IgnoreDataMemberAttribute>() is null)
        .Select(p => new Member(p, StoredName(p), Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
        .Where(m => !IsSystem(m.Name) && m.Type != typeof(ETag))
        .ToArray());

    private static object Plain(string name, object value) => value switch
    {
        string or bool or int or long or double or Guid or DateTimeOffset or byte[] => value,
        ulong number => checked((long)number),
        float number => (double)number,
        DateTime { Kind: DateTimeKind.Unspecified } instant => new DateTimeOffset(instant, TimeSpan.Zero),
        DateTime instant => new DateTimeOffset(instant.ToUniversalTime()),
        BinaryData data => data.ToArray(),
        _ => throw new NotSupportedException($"The property '{name}' holds a {value.GetType()}, which tables cannot store."),
    };

    // False only for an enum's name that this version does not know: the member keeps its default.
    private static bool TryRead(JsonElement value, Type type, out object? read)
    {
        if (type.IsEnum)
        {
            return value.ValueKind == JsonValueKind.Number
                ? (read = Enum.ToObject(type, value.GetInt64())) is not null
                : Enum.TryParse(type, value.GetString(), ignoreCase: false, out read);
        }

        read = type switch
        {
            _ when type == typeof(string) => value.GetString(),
            _ when type == typeof(bool) => value.GetBoolean(),
            _ when type == typeof(int) => value.GetInt32(),
            _ when type == typeof(long) => Whole(value),
            _ when type == typeof(ulong) => checked((ulong)Whole(value)),
            _ when type == typeof(double) => Real(value),
            _ when type == typeof(float) => (float)Real(value),
            _ when type == typeof(Guid) => Guid.Parse(value.GetString()!),
            _ when type == typeof(DateTimeOffset) => EntityJson.ReadInstant(value.GetString()!),
            _ when type == typeof(DateTime) => EntityJson.ReadInstant(value.GetString()!).UtcDateTime,
            _ when type == typeof(byte[]) => value.GetBytesFromBase64(),
            _ when type == typeof(BinaryData) => BinaryData.FromBytes(value.GetBytesFromBase64()),
            _ => throw new NotSupportedException($"A property of type {type} cannot be read from a table."),
        };
        return true;
    }

    private static long Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();

    private static double Real(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble();

    private sealed record Member(PropertyInfo Property, string Name, Type Type);
}
