using System.Text.Json;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>Reads members of a request body and collects every fault, so that a sender learns of all at once.</summary>
internal sealed class JsonFaults
{
    private readonly List<AcsErrorDetail> found = [];

    /// <summary>All faults as one error; null if there are none.</summary>
    public AcsError? Error => found.Count == 0
        ? null
        : new AcsError(400, "BadRequest", string.Join(" ", found.Select(f => $"{f.Target}: {f.Message}")), found[0].Target, found);

    public void Add(string target, string message) => found.Add(new AcsErrorDetail("BadRequest", message, target));

    /// <summary>A text; null if it is missing or no text. A required one must not be blank.</summary>
    public string? Text(JsonElement parent, string name, string target, bool required)
    {
        if (!Present(parent, name, target, required, out var value)) return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            Add(target, "Must be a text.");
            return null;
        }

        var text = value.GetString()!;
        if (required && string.IsNullOrWhiteSpace(text)) Add(target, "Must not be empty.");
        return text;
    }

    /// <summary>An object; null if it is missing or no object.</summary>
    public JsonElement? Object(JsonElement parent, string name, string target, bool required)
    {
        if (!Present(parent, name, target, required, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object) return value;
        Add(target, "Must be an object.");
        return null;
    }

    /// <summary>The objects of an array with their targets; none if it is missing or no array.</summary>
    public IEnumerable<(JsonElement Entry, string Target)> Objects(JsonElement parent, string name, string target, bool required)
    {
        if (!Present(parent, name, target, required, out var value)) yield break;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(target, "Must be an array.");
            yield break;
        }

        var at = 0;
        foreach (var entry in value.EnumerateArray())
        {
            var here = $"{target}[{at++}]";
            if (entry.ValueKind == JsonValueKind.Object) yield return (entry, here);
            else Add(here, "Must be an object.");
        }
    }

    private bool Present(JsonElement parent, string name, string target, bool required, out JsonElement value)
    {
        if (parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null) return true;
        if (required) Add(target, "Is missing.");
        return false;
    }
}
