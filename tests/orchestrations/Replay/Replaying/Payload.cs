using System.Text.Json;
using System.Text.Json.Nodes;

namespace LipServerless.Replay.Tests.Replaying;

/// <summary>Compares what was stored then with what is made now.</summary>
internal static class Payload
{
    /// <summary>Whether now still says all that was said then; it may say more.</summary>
    public static bool Keeps(string? then, string? now)
    {
        if (then is null || now is null || then == now)
            return then == now;
        try
        {
            return Keeps(JsonNode.Parse(then), JsonNode.Parse(now));
        }
        catch (JsonException)
        {
            // The message of a failure is no JSON.
            return false;
        }
    }

    private static bool Keeps(JsonNode? then, JsonNode? now) => (then, now) switch
    {
        (null, _) => now is null,
        (JsonObject a, JsonObject b) => a.All(property => Keeps(property.Value, b[property.Key])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Keeps(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(then, now),
    };
}
