using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Mails.Preview;

/// <summary>A round that never was, with the draft and the bodies that ship: what sample mails speak of. Its dates are of spring 2027.</summary>
internal static class SampleRound
{
    private static readonly DateOnly LastDay = new(2027, 3, 19);

    /// <summary>The draft.</summary>
    public static readonly Draft Draft = DraftReader.Read(SampleDrafts.First, SampleDrafts.FirstName, DraftLimits.Default).Draft
        ?? throw new InvalidOperationException("The draft that ships cannot be read.");

    /// <summary>What a council said.</summary>
    public static readonly StatementContent Statement = new()
    {
        Overall = "Insgesamt ein guter Anfang. Die Fristen der Beteiligung sollten verbindlich sein.",
        Views =
        [
            View(0, Stance.Agree, null, null),
            View(2, Stance.AgreeWithChanges, "Bitte die Sprachen nennen.", "… und in den zehn am häufigsten gesprochenen Sprachen erklärt wird."),
            View(4, Stance.Object, "Zu unbestimmt.", null),
        ],
    };

    /// <summary>Ten in the morning of a working day in the middle of the round.</summary>
    public static DateTimeOffset Now => At(new DateOnly(2027, 3, 10), 10);

    /// <summary>The councils' deadline.</summary>
    public static DateTimeOffset Deadline => LocalTime.EndOf(LastDay, LocalTime.DefaultZone);

    /// <summary>A local time of day in the sample's zone.</summary>
    public static DateTimeOffset At(DateOnly date, int hour) => LocalTime.At(date, new TimeOnly(hour, 0), LocalTime.DefaultZone);

    /// <summary>A day so many days before the councils' last.</summary>
    public static DateTimeOffset Before(int days) => At(LastDay.AddDays(-days), 9);

    /// <summary>The round, collecting.</summary>
    public static RoundView View()
    {
        var roster = SampleRoster.Read();
        return new RoundView
        {
            Round = new RoundRecord
            {
                RoundId = "beispiel-r1",
                Number = 1,
                StartedAt = At(new DateOnly(2027, 2, 12), 9),
                Settings = new RoundSettings
                {
                    Consultation = "beispiel",
                    Title = "Grundlagenpapier (Beispiel)",
                    OfficeContact = "OE 50.6 Migration und Integration\nTelefon 0511 000-0000\nprojektbuero@example.org",
                    Bodies = [.. roster.Bodies.Select(entry => entry.ToBody())],
                },
                DraftHash = Draft.Hash,
                DraftDocument = "",
                DraftFile = "",
                DraftFileName = SampleDrafts.FirstName,
                DecisionDue = LocalTime.EndOf(new DateOnly(2027, 5, 4), LocalTime.DefaultZone),
            },
            Bodies = [.. roster.Bodies.Select(Row)],
        };
    }

    /// <summary>The decision that returned the draft, or accepted it.</summary>
    public static DecisionRecord Decision(DecisionOutcome outcome) => new()
    {
        Outcome = outcome,
        DraftHash = Draft.Hash,
        DecidedOn = new DateOnly(2027, 4, 22),
        RecordedAt = At(new DateOnly(2027, 4, 22), 17),
        Note = outcome == DecisionOutcome.Accepted ? "Der Vorsitz stellt den Konsens fest." : "Der Vorsitz stellt fest, dass noch kein Konsens besteht.",
        Instructions = outcome == DecisionOutcome.Accepted
            ? []
            :
            [
                new Instruction { Number = 1, ParagraphId = Id(2), Text = "Die Zahl der Sprachen nennen und einen Weg zur Anmeldung ohne Internet vorsehen." },
                new Instruction { Number = 2, Theme = "Demokratie", Text = "Die Mitsprache von Jugendlichen in einem eigenen Absatz aufnehmen." },
            ],
    };

    /// <summary>The row of that statement.</summary>
    public static StatementRecord StatementRow(string bodyId, Channel channel) => new()
    {
        BodyId = bodyId,
        Number = 1,
        Channel = channel,
        ReceiptNumber = "BSPL-2027-00",
        StoredAt = Now,
        ReceivedOn = channel == Channel.Web ? null : new DateOnly(2027, 3, 9),
        Document = "",
        ContentHash = "",
    };

    private static BodyRecord Row(RosterEntry entry)
    {
        var body = entry.ToBody();
        return new BodyRecord
        {
            BodyId = body.Id,
            Kind = body.Kind,
            Name = body.Name,
            State = BodyState.Open,
            OpenedAt = At(new DateOnly(2027, 2, 12), 9),
            Deadline = body.Kind == BodyKind.DelegateConference ? LocalTime.EndOf(new DateOnly(2027, 4, 9), LocalTime.DefaultZone) : Deadline,
        };
    }

    private static string Id(int place) => Draft.Commentable.ElementAt(place).Id;

    private static ParagraphView View(int place, Stance stance, string? comment, string? wording) =>
        new() { ParagraphId = Id(place), Stance = stance, Comment = comment, ProposedWording = wording };
}
