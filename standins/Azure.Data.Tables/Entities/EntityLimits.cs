#nullable enable
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Entities;

/// <summary>The cloud's limits on keys, properties and entities.</summary>
internal static class EntityLimits
{
    private const int KeyCharacters = 512;
    private const int StringCharacters = 32 * 1024;
    private const int BinaryBytes = 64 * 1024;
    private const int EntityBytes = 1024 * 1024;
    private const int OwnProperties = 252;
    private const int NameCharacters = 255;

    private static readonly DateTimeOffset EarliestInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="RequestFailedException">400 as the service answers it.</exception>
    public static void CheckKey(string name, string key)
    {
        if (key.Length > KeyCharacters)
            throw Refusal.BadRequest("KeyValueTooLarge", $"{name} is longer than {KeyCharacters} characters.");
        foreach (var character in key)
        {
            if (character is '/' or '\\' or '#' or '?' or < '\u0020' or (>= '\u007F' and <= '\u009F'))
                throw Refusal.BadRequest("OutOfRangeInput", $"{name} holds a character that keys must not hold (U+{(int)character:X4}).");
        }
    }

    /// <exception cref="RequestFailedException">400 as the service answers it.</exception>
    public static void Check(string partitionKey, string rowKey, IReadOnlyList<KeyValuePair<string, object>> own)
    {
        CheckKey("PartitionKey", partitionKey);
        CheckKey("RowKey", rowKey);
        if (own.Count > OwnProperties)
            throw Refusal.BadRequest("TooManyProperties", $"The entity has {own.Count} properties of its own; {OwnProperties} are allowed.");

        // The documented measure of an entity's size in storage.
        var bytes = 4L + (2L * (partitionKey.Length + rowKey.Length));
        foreach (var (name, value) in own)
        {
            CheckName(name);
            bytes += 8L + (2L * name.Length) + CheckedSize(name, value);
        }

        if (bytes > EntityBytes)
            throw Refusal.BadRequest("EntityTooLarge", $"The entity takes {bytes} bytes; {EntityBytes} are allowed.");
    }

    private static void CheckName(string name)
    {
        if (name.Length > NameCharacters)
            throw Refusal.BadRequest("PropertyNameTooLong", $"A property name is longer than {NameCharacters} characters.");
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw Refusal.BadRequest("PropertyNameInvalid", $"'{name}' is no valid property name: it must be a C# identifier.");
    }

    private static long CheckedSize(string name, object value)
    {
        switch (value)
        {
            case string text:
                Bound(name, text.Length, StringCharacters, "characters");
                return (2L * text.Length) + 4;
            case byte[] bytes:
                Bound(name, bytes.Length, BinaryBytes, "bytes");
                return bytes.Length + 4L;
            case DateTimeOffset instant when instant < EarliestInstant:
                throw Refusal.BadRequest("OutOfRangeInput", $"'{name}' lies before 1601-01-01.");
            case Guid:
                return 16;
            case bool:
                return 1;
            case int:
                return 4;
            default:
                return 8;
        }
    }

    private static void Bound(string name, int length, int limit, string unit)
    {
        if (length > limit)
            throw Refusal.BadRequest("PropertyValueTooLarge", $"'{name}' holds {length} {unit}; {limit} are allowed.");
    }
}
