using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tables;

/// <summary>
/// Rows as table entities: the record's JSON in as many string properties as it needs, each below the service's 64 KiB.
/// The kind of a row follows from its key.
/// </summary>
internal static class RowCodec
{
    // 32,768 UTF-16 units are allowed for a string property; a little room is left.
    private const int Chunk = 32_000;

    public static TableEntity Encode(string partition, StoredRecord record) => Row(partition, record.Key, JsonSerializer.Serialize(record, record.GetType()));

    /// <summary>The row with this JSON.</summary>
    public static TableEntity Row(string partition, string key, string json)
    {
        var entity = new TableEntity(partition, key);
        Write(entity, json);
        return entity;
    }

    public static void Write(TableEntity entity, string json)
    {
        for (int i = 0, at = 0; at < json.Length; i++, at += Chunk)
            entity[Column(i)] = json.Substring(at, Math.Min(Chunk, json.Length - at));
    }

    public static T Decode<T>(TableEntity entity)
        where T : StoredRecord
    {
        var record = JsonSerializer.Deserialize<T>(ReadJson(entity))
            ?? throw new InvalidDataException($"Row '{entity.RowKey}' holds the JSON value null.");
        return record with { Version = entity.ETag.ToString() };
    }

    public static string ReadJson(TableEntity entity)
    {
        var json = new StringBuilder();
        for (var i = 0; entity.GetString(Column(i)) is { } chunk; i++)
            json.Append(chunk);
        return json.ToString();
    }

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"Json{index}");
}
