using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LipServerless.Embedded.Inbox.Behaviour;

/// <summary>Reads and writes an <see cref="InboxBehaviour"/>; what is wrong with one is named by its member.</summary>
internal static class BehaviourJson
{
    private const int Most = 100_000;
    private const int Day = 86_400;
    private const int MostRules = 1_000;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        Encoder = Protocol.InboxJson.Options.Encoder,
        WriteIndented = true,
    };

    /// <summary>Reads one. Members that are missing have their defaults; unknown ones are faults.</summary>
    public static (InboxBehaviour? Behaviour, IReadOnlyList<BehaviourFault> Faults) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<InboxBehaviour>(json, Options);
            if (read is null) return (null, [new("", "Must be a JSON object.", "Das ist kein JSON-Objekt.")]);
            var faults = Check(read);
            return faults.Count == 0 ? (read, faults) : (null, faults);
        }
        catch (JsonException e)
        {
            // "$.throttleNext"; for an unknown member the message names it.
            var field = e.Path?.TrimStart('$').TrimStart('.') ?? "";
            return (null, [new(
                field,
                field.Length == 0 ? "The body must be a JSON object with the members that GET shows." : "Cannot be read, or there is no such member.",
                // Of what a form can hold, only numbers can be unreadable.
                "Erwartet wird eine ganze Zahl.")]);
        }
    }

    /// <summary>All faults of a behaviour; none if it can be used.</summary>
    public static IReadOnlyList<BehaviourFault> Check(InboxBehaviour behaviour)
    {
        var faults = new List<BehaviourFault>();
        Range(nameof(behaviour.ThrottleNext), behaviour.ThrottleNext, 0, Most);
        Range(nameof(behaviour.RetryAfterSeconds), behaviour.RetryAfterSeconds, 0, Day);
        Range(nameof(behaviour.RefuseNext), behaviour.RefuseNext, 0, Most);
        Range(nameof(behaviour.RefuseStatus), behaviour.RefuseStatus, 400, 599);
        Range(nameof(behaviour.SendsPerMinute), behaviour.SendsPerMinute ?? 0, 0, Most);
        Range(nameof(behaviour.StatusReadsPerMinute), behaviour.StatusReadsPerMinute ?? 0, 0, Most);
        Range(nameof(behaviour.LoseAnswerNext), behaviour.LoseAnswerNext, 0, Most);
        Range(nameof(behaviour.FailNext), behaviour.FailNext, 0, Most);
        Range(nameof(behaviour.StayRunningNext), behaviour.StayRunningNext, 0, Most);
        Range(nameof(behaviour.StayRunningSeconds), behaviour.StayRunningSeconds, 1, Day);
        Range(nameof(behaviour.ReportsPerRequest), behaviour.ReportsPerRequest, 1, 100);
        if (behaviour.FailCode is not { Length: > 0 and <= 100 } code || !code.All(char.IsAsciiLetterOrDigit))
            Add(nameof(behaviour.FailCode), "Must be 1 to 100 letters and digits.", "Erlaubt sind 1 bis 100 Buchstaben (A bis Z) und Ziffern.");
        CheckRules(behaviour.Recipients);
        return faults;

        void Add(string member, string message, string german) => faults.Add(new(JsonNamingPolicy.CamelCase.ConvertName(member), message, german));

        void Range(string member, int value, int least, int most)
        {
            if (value < least || value > most) Add(member, $"Must be {least} to {most}.", $"Erlaubt ist {least} bis {most}.");
        }

        void CheckRules(IReadOnlyList<RecipientRule>? rules)
        {
            if (rules is null || rules.Count > MostRules)
            {
                Add(nameof(behaviour.Recipients), $"Must be an array of at most {MostRules} rules.", $"Mehr als {MostRules} Regeln gehen nicht.");
                return;
            }

            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < rules.Count; i++)
            {
                if (rules[i]?.Address is not { } address || !IsAddressOrDomain(address)) Add($"{nameof(behaviour.Recipients)}[{i}].address", "Must be an address, or @ and a domain.", "Erwartet wird eine Adresse (name@stadt.example) oder @ und eine Domain (@stadt.example).");
                else if (!seen.Add(address)) Add($"{nameof(behaviour.Recipients)}[{i}].address", "Given twice.", "Diese Adresse steht zweimal da.");
            }
        }
    }

    private static bool IsAddressOrDomain(string text) =>
        text.Length <= 320 && MailAddress.TryCreate(text.StartsWith('@') ? "a" + text : text, out var parsed) && (parsed.Address == text || parsed.Address == "a" + text);
}

/// <summary>What is wrong with a member.</summary>
/// <param name="Field">Its name as in JSON; empty for the whole.</param>
/// <param name="Message">For programs and their authors.</param>
/// <param name="German">For the pages.</param>
internal sealed record BehaviourFault(string Field, string Message, [property: JsonIgnore] string German = "");
