using System.Text.Json;
using LipServerless.Domain.Settings;

namespace LipServerless.Web.Delivery;

/// <summary>An event of Event Grid's own schema, as far as every type of event has the same fields.</summary>
/// <param name="Id">Its id; the same at every repeat.</param>
/// <param name="Type">What happened.</param>
/// <param name="Data">What the type says of it.</param>
/// <param name="Path">Where it stands in the request, for faults.</param>
internal sealed record GridEvent(string Id, string Type, JsonElement Data, string Path)
{
    private const int LongestName = 256;

    /// <summary>Reads an array of events; every fault of every event at once.</summary>
    public static (IReadOnlyList<GridEvent> Events, IReadOnlyList<SettingsFault> Faults) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
            return ([], [new("$", "Erwartet wird eine Liste von Ereignissen nach dem Schema von Event Grid.")]);
        var (events, faults) = (new List<GridEvent>(), new List<SettingsFault>());
        var index = 0;
        foreach (var element in root.EnumerateArray())
        {
            var path = $"[{index++}]";
            if (element.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new(path, $"{path} ist kein Ereignis."));
                continue;
            }

            var fields = new EventFields(element, path, faults);
            var id = fields.Text("id", LongestName);
            var type = fields.Text("eventType", LongestName);
            var data = fields.Object("data");
            if (id is not null && type is not null && data is { } own)
                events.Add(new(id, type, own, path));
        }

        return (events, faults);
    }
}
