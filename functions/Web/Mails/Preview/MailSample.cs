using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Mails.Preview;

/// <summary>A mail with sample data: a kind, and where a kind says different things, which of them.</summary>
/// <param name="Key">Names it in addresses: the kind, and after a hyphen what is special.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Make">Makes its occasion from the plain one.</param>
public sealed record MailSample(string Key, MailKind Kind, Func<MailOccasion, MailOccasion> Make)
{
    /// <summary>Every kind at least once, in the order of a round.</summary>
    public static IReadOnlyList<MailSample> All { get; } =
    [
        Of(MailKind.SteeringReading, "", plain => plain with { Body = null }),
        Of(MailKind.ConferenceReading, "", plain => To(plain, BodyKind.DelegateConference)),
        Of(MailKind.Invitation, "", plain => plain),
        Of(MailKind.Invitation, "revised", plain => plain with { PreviousDecision = SampleRound.Decision(DecisionOutcome.Returned), Round = plain.Round with { Round = plain.Round.Round with { Number = 2 } } }),
        Of(MailKind.Invitation, "conference", plain => To(plain, BodyKind.DelegateConference)),
        Of(MailKind.Invitation, "round-table", plain => To(plain, BodyKind.RoundTable)),
        Of(MailKind.Invitation, "equality", plain => To(plain, BodyKind.EqualityOfficer)),
        Of(MailKind.Reminder, "first", plain => Reminder(plain, 1, daysBefore: 14)),
        Of(MailKind.Reminder, "middle", plain => Reminder(plain, 2, daysBefore: 7)),
        Of(MailKind.Reminder, "begun", plain => Reminder(plain, 2, daysBefore: 7) with { Body = plain.Body! with { Begun = true } }),
        Of(MailKind.Reminder, "last", plain => Reminder(plain, 3, daysBefore: 1)),
        Of(MailKind.Receipt, "", plain => Said(plain, row => row)),
        Of(MailKind.Receipt, "nil", plain => Said(plain, row => row with { IsNil = true }) with { Statement = new StatementContent { NilReturn = true } }),
        Of(MailKind.Receipt, "late", plain => Said(plain, row => row with { IsLate = true })),
        Of(MailKind.OnBehalfCopy, "", plain => Said(plain, row => SampleRound.StatementRow(row.BodyId, Channel.Post))),
        Of(MailKind.NotAffectedChallenged, "", plain => Challenged(To(plain, BodyKind.EqualityOfficer))),
        Of(MailKind.Disowned, "", plain => plain with { Body = plain.Body! with { Disowned = [new() { ReceiptNumber = "BSPL-2027-00", Version = 1, At = SampleRound.Now }] } }),
        Of(MailKind.Extended, "", Extended),
        Of(MailKind.ExtensionGranted, "", Extended),
        Of(MailKind.ExtensionRefused, "", plain => plain with { Mail = plain.Mail with { Reason = "Die Lenkungsgruppe tagt am 22. April; die Synopse muss vorher fertig sein." } }),
        Of(MailKind.LinkWithdrawn, "", plain => plain with { Mail = plain.Mail with { Reason = "Der Link war an eine falsche Adresse weitergeleitet worden." } }),
        Of(MailKind.NewLink, "", plain => plain),
        Of(MailKind.ClosedEarly, "", ClosedEarly),
        Of(MailKind.ClosedEarly, "answered", plain => ClosedEarly(plain with { Body = plain.Body! with { Versions = 1, WebVersion = 1, LatestVersion = 1 } })),
        Of(MailKind.Adopted, "", plain => Adopted(plain) with { Statement = SampleRound.Statement, StatementRow = SampleRound.StatementRow("delegiertenkonferenz", Channel.Web) }),
        Of(MailKind.DissentReceipt, "", plain => Adopted(plain) with { Body = plain.Body! with { Dissent = new() { At = SampleRound.Now, Document = "", ReceiptNumber = "BSPL-2027-00" } } }),
        Of(MailKind.SteeringSynopsis, "", plain => plain with { Body = null }),
        Of(MailKind.SteeringReminder, "", plain => plain with { Body = null }),
        Of(MailKind.Outcome, "accepted", plain => plain with { Round = plain.Round with { Decision = SampleRound.Decision(DecisionOutcome.Accepted) } }),
        Of(MailKind.Outcome, "returned", plain => plain with { Round = plain.Round with { Decision = SampleRound.Decision(DecisionOutcome.Returned) } }),
    ];

    /// <summary>The sample of a key; null for none.</summary>
    public static MailSample? Find(string key) => All.FirstOrDefault(sample => sample.Key == key);

    /// <summary>What the sample is written from, in a language. Its links open nothing.</summary>
    public MailOccasion Occasion(string language, PublicAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var round = SampleRound.View();
        var body = round.Councils.First();
        var mail = new MailRecord { Recipient = body.BodyId, Owner = body.BodyId, Kind = Kind, Step = 1, DueAt = SampleRound.Now };
        return Make(new MailOccasion
        {
            Mail = mail,
            Round = round,
            Contact = new Contact { BodyId = body.BodyId, Emails = ["beirat@example.org"], PostalAddress = $"{body.Name}\nBeispielstraße 1\n30159 Hannover", Language = language },
            Draft = SampleRound.Draft,
            Body = body,
            Link = mail.IsToOffice ? addresses.Dashboard(round.Round.RoundId)
                : Kind is MailKind.SteeringReading or MailKind.SteeringSynopsis or MailKind.SteeringReminder ? addresses.Steering("beispiel")
                : Kind is MailKind.Outcome ? addresses.Outcome("beispiel")
                : addresses.Reply("beispiel"),
            ForwardLink = Kind is MailKind.Invitation or MailKind.LinkWithdrawn ? addresses.Reply("beispiel-weiterleiten") : null,
            DisownLink = Kind is MailKind.Receipt or MailKind.OnBehalfCopy or MailKind.DissentReceipt ? addresses.Disown("beispiel", "BSPL-2027-00") : null,
        });
    }

    private static MailSample Of(MailKind kind, string special, Func<MailOccasion, MailOccasion> make) =>
        new(special.Length == 0 ? kind.ToString() : $"{kind}-{special}", kind, make);

    private static MailOccasion To(MailOccasion plain, BodyKind kind) => plain with { Body = plain.Round.Bodies.First(body => body.Kind == kind) };

    private static MailOccasion Reminder(MailOccasion plain, int step, int daysBefore) =>
        plain with { Mail = plain.Mail with { Step = step, DueAt = SampleRound.Before(daysBefore) } };

    private static MailOccasion Said(MailOccasion plain, Func<StatementRecord, StatementRecord> row) => plain with
    {
        Statement = SampleRound.Statement,
        StatementRow = row(SampleRound.StatementRow(plain.Body!.BodyId, Channel.Web)),
    };

    private static MailOccasion Extended(MailOccasion plain)
    {
        var to = LocalTime.EndOf(new DateOnly(2027, 3, 31), LocalTime.DefaultZone);
        var extension = new Extension { From = SampleRound.Deadline, To = to, At = SampleRound.Now, Reason = "Die Sitzung des Beirats wurde verschoben." };
        return plain with { Body = plain.Body! with { Deadline = to, Extensions = [extension] } };
    }

    private static MailOccasion Challenged(MailOccasion plain)
    {
        var paragraph = plain.Draft.Commentable.First(candidate => !candidate.EqualityRelevant);
        var challenge = new NotAffectedChallenge { At = SampleRound.Now, Version = 1, Paragraphs = [paragraph.Id], Reason = "Der Absatz spricht von Familien. Bitte sehen Sie ihn noch einmal daraufhin an." };
        return plain with { Body = plain.Body! with { Challenges = [challenge] } };
    }

    private static MailOccasion ClosedEarly(MailOccasion plain) => plain with
    {
        Body = plain.Body! with { State = BodyState.Closed, ClosedEarly = true, ClosedAt = SampleRound.Now, CloseReason = "Alle Gremien haben geantwortet." },
    };

    private static MailOccasion Adopted(MailOccasion plain) => plain with
    {
        Round = plain.Round with { Bodies = [.. plain.Round.Bodies.Select(body => body.Kind == BodyKind.DelegateConference ? body with { AdoptedAt = SampleRound.Now } : body)] },
    };
}
