#nullable enable
using System.Globalization;

namespace Azure.Data.Tables.Sas;

/// <summary>Pieces of shared access signatures.</summary>
internal static class SasText
{
    // Later versions sign an encryption scope too, which tables do not have.
    public const string Version = "2019-02-02";

    public static string Instant(DateTimeOffset instant) =>
        instant == default ? "" : instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Protocol(TableSasProtocol protocol) => protocol switch
    {
        TableSasProtocol.Https => "https",
        TableSasProtocol.HttpsAndHttp => "https,http",
        _ => "",
    };

    /// <summary>The letters of the set flags, in the order that the service demands.</summary>
    public static string Letters<T>(T flags, params (T Flag, char Letter)[] order)
        where T : struct, Enum =>
        new(order.Where(o => flags.HasFlag(o.Flag)).Select(o => o.Letter).ToArray());

    public static string Query(params (string Name, string? Value)[] parameters) =>
        string.Join('&', parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
}
