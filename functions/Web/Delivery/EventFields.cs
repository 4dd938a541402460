using System.Text.Json;
using LipServerless.Domain.Settings;

namespace LipServerless.Web.Delivery;

/// <summary>Reads fields of JSON from outside; what is missing or of another kind becomes a fault that names the field, never its content.</summary>
internal sealed class EventFields(JsonElement element, string path, List<SettingsFault> faults)
{
    /// <summary>A text of at most so many characters, without control characters, not empty.</summary>
    public string? Text(string name, int longest)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl))
            return text;
        Fault(name, $"ein Text von 1 bis {longest} Zeichen");
        return null;
    }

    /// <summary>An object.</summary>
    public JsonElement? Object(string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object)
            return value;
        Fault(name, "ein Objekt");
        return null;
    }

    /// <summary>A GUID.</summary>
    public Guid? Id(string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out var id))
            return id;
        Fault(name, "eine GUID");
        return null;
    }

    /// <summary>An instant (ISO 8601) with its offset, or in UTC.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant))
            return instant.ToUniversalTime();
        Fault(name, "ein Zeitpunkt nach ISO 8601");
        return null;
    }

    /// <summary>Notes a fault of a field.</summary>
    public void Fault(string name, string expected) =>
        faults.Add(new($"{path}.{name}", $"{path}.{name} fehlt oder ist nicht wie erwartet: {expected}."));
}
