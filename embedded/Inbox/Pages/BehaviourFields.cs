using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LipServerless.Embedded.Inbox.Behaviour;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>The switches of an <see cref="InboxBehaviour"/> as fields of a form, named as in JSON.</summary>
internal static class BehaviourFields
{
    private static readonly Group[] Groups =
    [
        new("Drosselung", [
            new("throttleNext", "Die nächsten Sendungen mit 429 abweisen", Kind.Number, "Anzahl"),
            new("retryAfterSeconds", "Wartezeit, die dabei genannt wird", Kind.Number, "Sekunden"),
            new("sendsPerMinute", "Höchstens so viele Sendungen in der Minute", Kind.Optional, "leer: keine Grenze"),
            new("statusReadsPerMinute", "Höchstens so viele Nachfragen in der Minute", Kind.Optional, "leer: keine Grenze"),
        ]),
        new("Fehler beim Annehmen", [
            new("refuseNext", "Die nächsten Sendungen abweisen", Kind.Number, "Anzahl"),
            new("refuseStatus", "Status dieser Absagen", Kind.Number, "400 bis 599"),
            new("loseAnswerNext", "Die nächsten annehmen, aber die Antwort verlieren", Kind.Number, "Anzahl"),
            new("operationReuse", "Eine Vorgangsnummer, die schon einmal kam", Kind.Reuse, null),
        ]),
        new("Fehler nach dem Annehmen", [
            new("failNext", "Die nächsten Vorgänge scheitern lassen", Kind.Number, "Anzahl"),
            new("failCode", "Fehlercode dieser Vorgänge", Kind.Text, null),
            new("stayRunningNext", "Die nächsten Vorgänge lange laufen lassen", Kind.Number, "Anzahl"),
            new("stayRunningSeconds", "Dauer dieser Vorgänge", Kind.Number, "Sekunden"),
        ]),
        new("Zustellberichte", [
            new("reportsPaused", "Berichte zurückhalten", Kind.Switch, null),
            new("reportsTwice", "Jeden Bericht zweimal senden", Kind.Switch, null),
            new("reportsNewestFirst", "Den neuesten zuerst senden", Kind.Switch, null),
            new("reportsPerRequest", "Berichte in einer Anfrage", Kind.Number, "1 bis 100"),
        ]),
    ];

    private static readonly (string Value, string Text)[] Reuses =
    [
        ("", "wie eingerichtet"),
        (nameof(OperationReuse.Replay202), "noch einmal mit 202 beantworten"),
        (nameof(OperationReuse.Refuse400), "mit 400 abweisen"),
        (nameof(OperationReuse.Conflict409), "mit 409 abweisen"),
        (nameof(OperationReuse.DeliverAgain), "noch einmal zustellen"),
    ];

    private enum Kind
    {
        Number,
        Optional,
        Text,
        Switch,
        Reuse,
    }

    /// <summary>A behaviour's values.</summary>
    public static JsonObject Of(InboxBehaviour behaviour) => JsonSerializer.SerializeToNode(behaviour, BehaviourJson.Options)!.AsObject();

    /// <summary>What was typed, numbers as texts where they are none: reading the whole finds the fault.</summary>
    public static JsonObject Read(PageForm form)
    {
        var values = new JsonObject();
        foreach (var field in Groups.SelectMany(group => group.Fields))
        {
            var text = form.Text(field.Name);
            values[field.Name] = field.Kind switch
            {
                Kind.Switch => text is not null,
                Kind.Text => text ?? "",
                Kind.Number when text is null => 0,
                Kind.Number or Kind.Optional when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
                _ => text is null ? null : JsonValue.Create(text),
            };
        }

        return values;
    }

    /// <summary>The fields, with what is wrong beside each.</summary>
    public static Html Write(JsonObject values, IReadOnlyList<BehaviourFault> faults) => Html.Join(Groups.Select(group => Html.Of($"""
        <fieldset><legend>{group.Name}</legend>
        {Html.Join(group.Fields.Select(field => Write(field, values[field.Name], faults.FirstOrDefault(fault => fault.Field == field.Name))))}
        </fieldset>

        """)));

    /// <summary>The id of the element that holds a member.</summary>
    public static string IdOf(string field) => field.StartsWith("recipients", StringComparison.Ordinal) ? "rule-address" : Find(field) is null ? "inhalt" : field;

    /// <summary>How the page names a member.</summary>
    public static string LabelOf(string field) => field.StartsWith("recipients", StringComparison.Ordinal) ? "Adresse" : Find(field)?.Label ?? "Angaben";

    private static Field? Find(string name) => Groups.SelectMany(group => group.Fields).FirstOrDefault(field => field.Name == name);

    private static Html Write(Field field, JsonNode? value, BehaviourFault? fault)
    {
        var id = field.Name;
        var described = (field.Hint is null ? [] : (string[])[$"{id}-hint"]).Concat(fault is null ? [] : [$"{id}-fault"]).ToArray();
        var aria = Html.Of($"{(described.Length == 0 ? Html.None : Html.Of($" aria-describedby=\"{string.Join(' ', described)}\""))}{(fault is null ? Html.None : Html.Of($" aria-invalid=\"true\""))}");
        var hint = field.Hint is null ? Html.None : Html.Of($" <span class=\"address\" id=\"{id}-hint\">{field.Hint}</span>");
        var wrong = fault is null ? Html.None : Html.Of($" <span class=\"fault\" id=\"{id}-fault\">{fault.German}</span>");
        var shown = value?.ToString();
        var input = field.Kind switch
        {
            Kind.Switch => Html.Of($"<input type=\"checkbox\" id=\"{id}\" name=\"{id}\" value=\"on\"{(shown == "true" ? Html.Of($" checked") : Html.None)}{aria}>"),
            Kind.Reuse => Html.Of($"<select id=\"{id}\" name=\"{id}\"{aria}>{Html.Join(Reuses.Select(choice => Option(choice, shown ?? "")))}</select>"),
            Kind.Text => Html.Of($"<input type=\"text\" id=\"{id}\" name=\"{id}\" value=\"{shown}\" autocomplete=\"off\" spellcheck=\"false\"{aria}>"),
            _ => Html.Of($"<input type=\"text\" inputmode=\"numeric\" id=\"{id}\" name=\"{id}\" value=\"{shown}\" autocomplete=\"off\"{aria}>"),
        };
        return Html.Of($"<p class=\"field\"><label for=\"{id}\">{field.Label}</label><span>{input}{hint}{wrong}</span></p>\n");
    }

    private static Html Option((string Value, string Text) choice, string chosen) => choice.Value == chosen
        ? Html.Of($"<option value=\"{choice.Value}\" selected>{choice.Text}</option>")
        : Html.Of($"<option value=\"{choice.Value}\">{choice.Text}</option>");

    private sealed record Group(string Name, IReadOnlyList<Field> Fields);

    private sealed record Field(string Name, string Label, Kind Kind, string? Hint);
}
