using System.Text.Json;

namespace LipServerless.Domain.Bodies;

/// <summary>
/// The roster that ships: the fourteen bodies of the papers with addresses in example.org. Which eleven of the thirteen
/// districts had a council is not in the papers; the sample chooses.
/// </summary>
public static class SampleRoster
{
    /// <summary>Reads the embedded roster.</summary>
    public static Roster Read() => Parse(Bytes());

    /// <summary>The embedded roster file, to start a roster of one's own from.</summary>
    public static byte[] Bytes()
    {
        using var stream = typeof(SampleRoster).Assembly.GetManifestResourceStream("roster.sample.json")
            ?? throw new InvalidOperationException("The sample roster is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads a roster file. Throws <see cref="JsonException"/> where it is no JSON of this shape.</summary>
    public static Roster Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Roster>(json, JsonSerializerOptions.Web) ?? throw new JsonException("The roster is the JSON value null.");
}
