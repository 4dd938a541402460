#nullable enable
using System.Globalization;
using System.Text;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Queries;

/// <summary>Values as OData literals, quoted so that no value can change a filter's meaning.</summary>
internal static class FilterLiteral
{
    /// <exception cref="ArgumentException">Tables cannot compare with a value of this type.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => Quoted(text),
        char character => Quoted(character.ToString()),
        StringBuilder text => Quoted(text.ToString()),
        bool truth => truth ? "true" : "false",
        Enum name => Quoted(name.ToString()),
        sbyte or byte or short or ushort or int => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        uint number => Long(number),
        long number => Long(number),
        ulong number => Long(checked((long)number)),
        float number => Real(number),
        double number => Real(number),
        Guid id => $"guid'{id:D}'",
        DateTimeOffset instant => Instant(instant),
        DateTime { Kind: DateTimeKind.Unspecified } instant => Instant(new DateTimeOffset(instant, TimeSpan.Zero)),
        DateTime instant => Instant(new DateTimeOffset(instant.ToUniversalTime())),
        byte[] bytes => Binary(bytes),
        BinaryData data => Binary(data.ToArray()),
        _ => throw new ArgumentException($"A filter cannot compare with a {value.GetType()}.", nameof(value)),
    };

    public static string Format(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return string.Format(CultureInfo.InvariantCulture, filter.Format, Array.ConvertAll(filter.GetArguments(), a => (object)Of(a)));
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Long(long number) => number.ToString(CultureInfo.InvariantCulture) + "L";

    // A literal without fraction would be an Int32.
    private static string Real(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E', 'N') >= 0 || double.IsInfinity(number) ? text : text + ".0";
    }

    private static string Instant(DateTimeOffset instant) => $"datetime'{EntityJson.InstantText(instant)}'";

    private static string Binary(byte[] bytes) => $"X'{Convert.ToHexStringLower(bytes)}'";
}
