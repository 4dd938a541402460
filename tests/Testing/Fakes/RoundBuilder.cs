using LipServerless.Activities.Commands.Rounds;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Testing.Fakes;

/// <summary>
/// Builds what a round is started with: by default eleven councils, their conference, the Round Table, the equality officer and
/// the youth ring, with the deadlines of a round that takes ten weeks from 2 March 2026 (the clocks change on 29 March).
/// </summary>
public sealed class RoundBuilder
{
    /// <summary>Last day for the councils.</summary>
    public static readonly DateOnly CouncilsUntil = new(2026, 4, 10);

    /// <summary>Last day for bodies that answer independently.</summary>
    public static readonly DateOnly OthersUntil = new(2026, 4, 17);

    /// <summary>Last day for the conference of delegates.</summary>
    public static readonly DateOnly ConferenceUntil = new(2026, 4, 24);

    public const string ConferenceId = "delegiertenkonferenz";
    public const string RoundTableId = "runder-tisch";
    public const string EqualityId = "gleichstellungsbeauftragte";
    public const string YouthRingId = "stadtjugendring";

    private static readonly string[] Districts =
    [
        "Mitte", "Vahrenwald-List", "Bothfeld-Vahrenheide", "Buchholz-Kleefeld", "Misburg-Anderten", "Südstadt-Bult",
        "Döhren-Wülfel", "Ricklingen", "Linden-Limmer", "Herrenhausen-Stöcken", "Nord",
    ];

    private readonly List<Body> bodies = [];
    private readonly Dictionary<string, DateOnly> deadlines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Contact> contacts = new(StringComparer.Ordinal);

    /// <summary>Settings before bodies and deadlines are filled in. Mails leave at any hour: tests of the sending hours set them.</summary>
    public RoundSettings Settings { get; set; } = new() { Consultation = "lip", Title = "Lokaler Integrationsplan", SendingHours = SendingHours.Always };

    /// <summary>The draft that is asked about.</summary>
    public Draft Draft { get; set; } = SampleDraft();

    /// <summary>The ids of the eleven councils.</summary>
    public static IReadOnlyList<string> CouncilIds { get; } = [.. Enumerable.Range(1, 11).Select(CouncilId)];

    /// <summary>The id of the n-th council, from 1.</summary>
    public static string CouncilId(int number) => $"beirat-{number:00}";

    /// <summary>All of them.</summary>
    public static RoundBuilder Full() => new RoundBuilder().Councils(11).Conference().RoundTable().EqualityOfficer().YouthRing();

    public RoundBuilder Councils(int count)
    {
        for (var number = 1; number <= count; number++)
            Add(CouncilId(number), BodyKind.IntegrationCouncil, $"Integrationsbeirat {Districts[number - 1]}", CouncilsUntil);
        return this;
    }

    public RoundBuilder Conference() => Add(ConferenceId, BodyKind.DelegateConference, "Delegiertenkonferenz der Integrationsbeiräte", ConferenceUntil);

    public RoundBuilder RoundTable() => Add(RoundTableId, BodyKind.RoundTable, "Runder Tisch für Gleichberechtigung und gegen Rassismus", OthersUntil);

    public RoundBuilder EqualityOfficer() => Add(EqualityId, BodyKind.EqualityOfficer, "Gleichstellungsbeauftragte", OthersUntil);

    public RoundBuilder YouthRing() => Add(YouthRingId, BodyKind.FurtherBody, "Stadtjugendring", OthersUntil);

    /// <summary>Adds a body that is reached by e-mail.</summary>
    public RoundBuilder Add(string id, BodyKind kind, string name, DateOnly until)
    {
        bodies.Add(new Body { Id = id, Kind = kind, Name = name });
        deadlines[id] = until;
        return Reach(new Contact { BodyId = id, Emails = [$"{id}@example.org"] });
    }

    /// <summary>Replaces how a body (or the steering group) is reached.</summary>
    public RoundBuilder Reach(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        contacts[contact.BodyId] = contact;
        return this;
    }

    /// <summary>What the command that starts rounds takes.</summary>
    public RoundStart Build(RoundRecord? previous = null)
    {
        contacts.TryAdd(WellKnownIds.SteeringGroup, new Contact { BodyId = WellKnownIds.SteeringGroup, Emails = ["lenkungsgruppe@example.org"] });
        return new RoundStart
        {
            Settings = Settings with { Bodies = [.. bodies], Deadlines = new Dictionary<string, DateOnly>(deadlines) },
            Contacts = [.. contacts.Values],
            Draft = Draft,
            File = "Entwurf"u8.ToArray(),
            FileName = "entwurf.md",
            Previous = previous,
            Who = "Ada Probe",
        };
    }

    private static Draft SampleDraft()
    {
        Paragraph[] paragraphs =
        [
            new() { Id = "p-aaaaaaaa", Number = 0, Kind = ParagraphKind.Heading, Text = "Bildung", Theme = "Bildung" },
            new() { Id = "p-bbbbbbbb", Number = 1, Kind = ParagraphKind.Text, Text = "Alle Kinder lernen gemeinsam.", Theme = "Bildung" },
            new() { Id = "p-cccccccc", Number = 2, Kind = ParagraphKind.Text, Text = "Sprachkurse finden auch am Abend statt.", Theme = "Bildung", EqualityRelevant = true },
            new() { Id = "p-dddddddd", Number = 0, Kind = ParagraphKind.Heading, Text = "Demokratie", Theme = "Demokratie" },
            new() { Id = "p-eeeeeeee", Number = 3, Kind = ParagraphKind.Text, Text = "Gremien tagen öffentlich.", Theme = "Demokratie" },
        ];
        return new Draft { Title = "Entwurf eines Grundlagenpapiers", Hash = DraftHash.Of("Entwurf eines Grundlagenpapiers", paragraphs), Paragraphs = paragraphs };
    }
}
