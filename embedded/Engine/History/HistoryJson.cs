using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LipServerless.Embedded.Engine.History;

/// <summary>How events and messages are written to storage. Additions only: older hubs must stay readable.</summary>
internal static class HistoryJson
{
    // Payloads are JSON inside JSON: the relaxed encoder keeps their quotes short. Nothing here reaches a browser.
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 128,
    };

    public static byte[] ToBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T FromBytes<T>(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<T>(data, Options) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");

    public static string ToText<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T FromText<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is null.");
}
