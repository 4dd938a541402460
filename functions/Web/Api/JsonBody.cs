using System.Text.Json;
using System.Text.Json.Serialization;
using LipServerless.Activities.Commands;
using LipServerless.Web.Limits;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Api;

/// <summary>Bodies of the API: JSON, camelCase, unknown fields refused by name.</summary>
internal static class JsonBody
{
    private const int MostBytes = 2 * 1024 * 1024;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Over the converters of the types themselves, which take any number for a value.
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Reads the body; refused as invalid where it is no JSON of this shape, or larger than 2 MiB.</summary>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        var bytes = await BoundedBody.ReadAsync(request, MostBytes, cancellationToken);
        return Checked(() => JsonSerializer.Deserialize<T>(bytes.Span, Options));
    }

    /// <summary>Reads JSON that came as a text, such as a field of a form.</summary>
    public static T Read<T>(string json)
        where T : class => Checked(() => JsonSerializer.Deserialize<T>(json, Options));

    private static T Checked<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read() ?? throw CommandRefusedException.Invalid("$", "Die Anfrage ist leer: ein JSON-Objekt senden.");
        }
        catch (JsonException e)
        {
            var field = string.IsNullOrEmpty(e.Path) ? "$" : e.Path;
            throw CommandRefusedException.Invalid(field, $"Die Anfrage ist kein gültiges JSON dieser Form (bei {field}): Feldnamen, Pflichtfelder und Datumsform JJJJ-MM-TT prüfen.");
        }
    }
}
