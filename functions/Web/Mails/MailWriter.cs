using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Calendar;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Statements;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Mails;

/// <summary>Decides what a mail or letter says: one method for each kind, short enough to be read beside it.</summary>
public sealed class MailWriter
{
    private readonly MailOccasion occasion;
    private readonly PageTexts texts;
    private readonly DeadlineEntry? calendar;
    private readonly List<MailBlock> blocks = [];

    private MailWriter(MailOccasion occasion)
    {
        this.occasion = occasion;
        texts = TextCatalog.For(occasion.Contact.Language);
        calendar = MailedCalendar.Of(occasion, texts);
    }

    private RoundRecord Round => occasion.Round.Round;

    private RoundSettings Settings => Round.Settings;

    private string Zone => Settings.TimeZone;

    private BodyRecord Body => occasion.Body
        ?? throw new InvalidOperationException($"A mail of kind {occasion.Mail.Kind} needs its body's row.");

    /// <summary>What the mail says, in the contact's language.</summary>
    public static MailDocument Write(MailOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        return new MailWriter(occasion).Write();
    }

    private MailDocument Write()
    {
        Say("mail.greeting");
        var subject = occasion.Mail.Kind switch
        {
            MailKind.Invitation => Invitation(),
            MailKind.Reminder => Reminder(),
            MailKind.Receipt => Receipt(),
            MailKind.OnBehalfCopy => OnBehalfCopy(),
            MailKind.Extended => Extended("mail.Extended.what"),
            MailKind.ExtensionGranted => Extended("mail.ExtensionGranted.what"),
            MailKind.ExtensionRefused => ExtensionRefused(),
            MailKind.LinkWithdrawn => LinkWithdrawn(),
            MailKind.NewLink => NewLink(),
            MailKind.ClosedEarly => ClosedEarly(),
            MailKind.Adopted => Adopted(),
            MailKind.NotAffectedChallenged => NotAffectedChallenged(),
            MailKind.DissentReceipt => DissentReceipt(),
            MailKind.Disowned => Disowned(),
            MailKind.ConferenceReading => ConferenceReading(),
            MailKind.SteeringReading => SteeringReading(),
            MailKind.SteeringSynopsis => SteeringSynopsis(),
            MailKind.SteeringReminder => SteeringReminder(),
            MailKind.Outcome => Outcome(),
            var other => throw new InvalidOperationException($"Nobody has written a mail of kind {other} yet."),
        };
        return new MailDocument
        {
            Texts = texts,
            Subject = MailSubject.Line(subject),
            Addressee = occasion.Mail.IsToOffice ? texts["mail.office"] : occasion.Body?.Name ?? texts["steering.title"],
            Blocks = blocks,
            Calendar = calendar,
            Signature = occasion.Mail.IsToOffice
                ? [texts["mail.automatic"]]
                : [texts["mail.regards"], texts["mail.office"], .. Settings.OfficeContact.ReplaceLineEndings("\n").Split('\n')],
        };
    }

    private string Invitation()
    {
        Say($"mail.Invitation.{Body.Kind}", Settings.Title);
        var isRevised = Round.Number > 1 && occasion.PreviousDecision is not null;
        if (isRevised)
        {
            Say("mail.Invitation.revised", Round.Number - 1, texts.Date(occasion.PreviousDecision!.DecidedOn));
            Instructions(occasion.PreviousDecision.Instructions);
            Say("mail.Invitation.revisedWhere");
        }

        Facts(DeadlineFact(), DraftFact());
        Link("mail.Invitation.link");
        ForwardLink();
        SayOnScreen("mail.Invitation.how");
        AboutCalendar();
        AboutLink();
        return isRevised
            ? texts["mail.Invitation.subjectRevised", Round.Number, texts.LastDay(Body.Deadline, Zone), Settings.Title]
            : texts["mail.Invitation.subject", texts.LastDay(Body.Deadline, Zone), Settings.Title];
    }

    // Each step has its own tone: a friendly note, a firm one, a last call.
    private string Reminder()
    {
        var days = LocalTime.LastDayBefore(Body.Deadline, Zone).DayNumber - LocalTime.DateOf(occasion.Mail.DueAt, Zone).DayNumber;
        var tone = days <= 1 ? "last" : occasion.Mail.Step == 1 ? "first" : "middle";
        var left = days switch
        {
            <= 0 => texts["mail.left.today"],
            1 => texts["mail.left.tomorrow"],
            _ => texts.Count("mail.left.days", days),
        };
        Say($"mail.Reminder.{tone}", Settings.Title, left);
        if (Body.Begun)
            Say("mail.Reminder.begun");
        Facts(DeadlineFact(), DraftFact());
        Link("mail.Invitation.link");
        Say("mail.Reminder.help");
        AboutLink();
        return texts[$"mail.Reminder.{tone}.subject", left, Settings.Title];
    }

    private string Receipt()
    {
        var row = Row();
        Say(row switch { { IsLate: true } => "mail.Receipt.late", { IsNil: true } => "mail.Receipt.nil", _ => "mail.Receipt.what" }, Settings.Title);
        if (row.BasedOn < row.Number - 1)
            Say("mail.Receipt.earlier");
        Facts([new MailItem(texts["receipt.number"], row.ReceiptNumber), new MailItem(texts["receipt.storedAt"], texts.Moment(row.StoredAt, Zone)), .. EditableFact(row)]);
        Link("mail.Receipt.link");
        Statement("receipt.copy");
        NotYou();
        return texts["mail.Receipt.subject", row.ReceiptNumber, Settings.Title];
    }

    private string OnBehalfCopy()
    {
        var row = Row();
        Say("mail.OnBehalfCopy.what", Settings.Title, texts.Of(row.Channel));
        List<MailItem> facts = [new(texts["receipt.number"], row.ReceiptNumber)];
        if (row.ReceivedOn is { } received)
            facts.Add(new MailItem(texts["receipt.receivedOn"], texts.Date(received)));
        facts.AddRange(EditableFact(row));
        Facts([.. facts]);
        if (row.IsLate)
            Say("mail.OnBehalfCopy.late");
        if (Body is { WebVersion: not null, PaperVersion: not null })
            Say("versions.both");
        Statement("mail.OnBehalfCopy.copy");
        Say("mail.OnBehalfCopy.check");
        Link("mail.Receipt.link");
        NotYou();
        return texts["mail.OnBehalfCopy.subject", row.ReceiptNumber, Settings.Title];
    }

    private string Extended(string what)
    {
        var extension = Body.Extensions.ElementAtOrDefault(occasion.Mail.Step - 1) ?? (Body.Extensions is [.., var last] ? last : null);
        var until = extension?.To ?? Body.Deadline;
        Say(what, Settings.Title, texts.Deadline(until, Zone));
        List<MailItem> facts = [new(texts["mail.fact.newDeadline"], texts.Deadline(until, Zone))];
        if (extension is not null)
        {
            facts.Add(new MailItem(texts["mail.fact.oldDeadline"], texts.Deadline(extension.From, Zone)));
            facts.Add(new MailItem(texts["mail.fact.reason"], extension.Reason));
        }

        Facts([.. facts]);
        Link("mail.Invitation.link");
        AboutCalendar();
        AboutLink();
        return texts["mail.Extended.subject", texts.LastDay(until, Zone), Settings.Title];
    }

    private string ExtensionRefused()
    {
        Say("mail.ExtensionRefused.what", Settings.Title);
        Facts([.. DeadlineAsItStands(), .. ReasonFact()]);
        if (Body.State == BodyState.Open && Body.EndsAt > Body.Deadline)
            Say("mail.ExtensionRefused.rest", texts.Deadline(Body.EndsAt, Zone));
        Say(Body.State == BodyState.Open ? "mail.ExtensionRefused.open" : "mail.ExtensionRefused.closed", texts.Deadline(CollectionWindow.CollectionClosesAt(occasion.Round), Zone));
        Link("mail.Invitation.link");
        AboutCalendar();
        AboutLink();
        return texts["mail.ExtensionRefused.subject", Settings.Title];
    }

    private string NewLink()
    {
        Say("mail.NewLink.what", Settings.Title);
        Facts([.. DeadlineAsItStands(), DraftFact()]);
        Link("mail.Invitation.link");
        Say("mail.NewLink.notYou");
        AboutLink();
        return texts["mail.NewLink.subject", Settings.Title];
    }

    private string LinkWithdrawn()
    {
        Say("mail.LinkWithdrawn.what", Settings.Title);
        Facts([.. ReasonFact(), .. DeadlineAsItStands(), DraftFact()]);
        Say("mail.LinkWithdrawn.kept");
        Link("mail.Invitation.link");
        ForwardLink();
        AboutLink();
        return texts["mail.LinkWithdrawn.subject", Settings.Title];
    }

    private string ClosedEarly()
    {
        Say("mail.ClosedEarly.what", Settings.Title);
        Say(Body.HasAnswered ? "mail.ClosedEarly.answered" : "mail.ClosedEarly.silent", texts.Deadline(CollectionWindow.CollectionClosesAt(occasion.Round), Zone));
        List<MailItem> facts = [.. ClosedFact(), new(texts["mail.fact.oldDeadline"], texts.Deadline(Body.Deadline, Zone))];
        if (Body.CloseReason is { } reason)
            facts.Add(new(texts["mail.fact.reason"], reason));
        Facts([.. facts]);
        Say("mail.ClosedEarly.ask");
        Link("mail.Receipt.link");
        AboutCalendar();
        return texts["mail.ClosedEarly.subject", Settings.Title];
    }

    private string Adopted()
    {
        Say("mail.Adopted.what", Settings.Title);
        List<MailItem> facts = [];
        if (occasion.StatementRow is { } row)
            facts.Add(new MailItem(texts["receipt.number"], row.ReceiptNumber));
        if (CollectionWindow.DissentEndsAt(occasion.Round) is { } ends)
            facts.Add(new MailItem(texts["mail.fact.dissentUntil"], texts.Deadline(ends, Zone)));
        Facts([.. facts]);
        Say("mail.Adopted.dissent");
        Link("mail.Adopted.link");
        Statement("mail.Adopted.copy");
        return texts["mail.Adopted.subject", Settings.Title];
    }

    private string NotAffectedChallenged()
    {
        Say("mail.NotAffectedChallenged.what", Settings.Title);
        if ((Body.Challenges.ElementAtOrDefault(occasion.Mail.Step - 1) ?? (Body.Challenges is [.., var last] ? last : null)) is { } challenge)
        {
            var numbers = ParagraphNumbers.Of(occasion.Draft);
            var about = challenge.Paragraphs.Where(numbers.ContainsKey).Select(id => texts["paragraph.number", numbers[id]]).ToList();
            Facts(new MailItem(texts["mail.fact.about"], about.Count > 0 ? string.Join(", ", about) : texts["equality.whole"]), new MailItem(texts["mail.fact.reason"], challenge.Reason));
        }

        Facts(new MailItem(texts["mail.fact.collectionUntil"], texts.Deadline(CollectionWindow.CollectionClosesAt(occasion.Round), Zone)));
        Say("mail.NotAffectedChallenged.how");
        Link("mail.Invitation.link");
        AboutLink();
        return texts["mail.NotAffectedChallenged.subject", Settings.Title];
    }

    private string DissentReceipt()
    {
        Say("mail.DissentReceipt.what", Settings.Title);
        List<MailItem> facts = [];
        if (Body.Dissent is { } mark)
        {
            facts.Add(new MailItem(texts["receipt.number"], mark.ReceiptNumber));
            facts.Add(new MailItem(texts["receipt.storedAt"], texts.Moment(mark.At, Zone)));
        }

        if (CollectionWindow.DissentEndsAt(occasion.Round) is { } ends)
            facts.Add(new MailItem(texts["receipt.editable"], texts.Deadline(ends, Zone)));
        Facts([.. facts]);
        Link("mail.DissentReceipt.link");
        NotYou();
        return texts["mail.DissentReceipt.subject", Settings.Title];
    }

    private string Disowned()
    {
        var said = Body.Disowned.ElementAtOrDefault(occasion.Mail.Step - 1)
            ?? throw new InvalidOperationException("A mail about a disowned receipt needs what was said of it.");
        Say("mail.Disowned.what", Body.Name, Settings.Title);
        Facts(
            new MailItem(texts["receipt.number"], said.ReceiptNumber),
            new MailItem(texts["mail.Disowned.about"], said.Version is { } number ? texts["mail.Disowned.version", number] : texts["mail.Disowned.mark"]),
            new MailItem(texts["mail.Disowned.at"], texts.Moment(said.At, Zone)));
        Say("mail.Disowned.todo");
        Link("mail.Disowned.link");
        return texts["mail.Disowned.subject", Body.Name, Settings.Title];
    }

    private string ConferenceReading()
    {
        Say("mail.ConferenceReading.what", Settings.Title, Round.Number);
        if (occasion.PreviousDecision is { Instructions.Count: > 0 } previous)
        {
            Say("mail.SteeringReading.revised", texts.Date(previous.DecidedOn));
            Instructions(previous.Instructions);
        }

        List<MailItem> facts = [DraftFact(), DeadlineFact()];
        if (CouncilViewing.Opens(occasion.Round) is { } opens)
            facts.Insert(1, new MailItem(texts["mail.fact.viewsFrom"], texts.Deadline(opens, Zone)));
        Facts([.. facts]);
        Say("mail.ConferenceReading.how");
        Link("mail.SteeringReading.link");
        AboutLink();
        return texts["mail.ConferenceReading.subject", Round.Number, Settings.Title];
    }

    private string SteeringReading()
    {
        Say("mail.SteeringReading.what", Settings.Title, Round.Number);
        if (occasion.PreviousDecision is { Instructions.Count: > 0 } previous)
        {
            Say("mail.SteeringReading.revised", texts.Date(previous.DecidedOn));
            Instructions(previous.Instructions);
        }

        Facts(DraftFact(), new MailItem(texts["mail.fact.collectionUntil"], texts.Deadline(CollectionWindow.CollectionClosesAt(occasion.Round), Zone)));
        Link("mail.SteeringReading.link");
        AboutLink();
        return texts["mail.SteeringReading.subject", Round.Number, Settings.Title];
    }

    private string SteeringSynopsis()
    {
        Say("mail.SteeringSynopsis.what", Settings.Title, Round.Number);
        Facts([.. DecisionFacts(), new MailItem(texts["mail.fact.answers"], Answers())]);
        Say("synopsis.neverAgreement");
        Link("mail.SteeringSynopsis.link");
        Say("mail.SteeringSynopsis.how");
        return texts["mail.SteeringSynopsis.subject", Round.Number, Settings.Title];
    }

    private string SteeringReminder()
    {
        Say("mail.SteeringReminder.what", Settings.Title, Round.Number);
        Facts([.. DecisionFacts()]);
        Link("mail.SteeringSynopsis.link");
        Say("mail.SteeringSynopsis.how");
        return texts["mail.SteeringReminder.subject", Settings.Title];
    }

    private string Outcome()
    {
        var decision = occasion.Round.Decision
            ?? throw new InvalidOperationException("A mail about the outcome needs the decision.");
        var key = decision.Outcome == DecisionOutcome.Accepted ? "accepted" : "returned";
        Say($"mail.Outcome.{key}", Settings.Title, Round.Number, texts.Date(decision.DecidedOn));
        Instructions(decision.Instructions);
        if (!string.IsNullOrWhiteSpace(decision.Note))
            blocks.Add(new MailQuotes([new MailItem(texts["mail.Outcome.note"], decision.Note)]));
        Link("mail.Outcome.link");
        Say($"mail.Outcome.{key}.next");
        return texts[$"mail.Outcome.{key}.subject", Settings.Title, Round.Number];
    }

    private StatementRecord Row() => occasion.StatementRow
        ?? throw new InvalidOperationException($"A mail of kind {occasion.Mail.Kind} needs the statement's row.");

    private void Say(string key, params object?[] arguments) => blocks.Add(new MailParagraph(texts[key, arguments]));

    private void SayOnScreen(string key) => blocks.Add(new MailParagraph(texts[key]) { OnScreenOnly = true });

    private void Link(string key) => blocks.Add(new MailLink(texts[key], occasion.Link));

    private void ForwardLink()
    {
        if (occasion.ForwardLink is not { } forward)
            return;
        blocks.Add(new MailLink(texts["mail.Invitation.forward"], forward) { IsSecond = true });
        SayOnScreen("mail.Invitation.forwardWhat");
    }

    private void NotYou()
    {
        Say("mail.Receipt.notYou");
        if (occasion.DisownLink is { } disown)
            blocks.Add(new MailLink(texts["mail.Receipt.notUs"], disown) { IsAside = true });
    }

    private void AboutLink() => SayOnScreen(occasion.Body is null ? "mail.aboutSteeringLink" : "mail.aboutLink");

    private void AboutCalendar()
    {
        if (calendar is not null)
            SayOnScreen(MailedCalendar.SentenceFor(calendar));
    }

    private void Facts(params IReadOnlyList<MailItem> items)
    {
        if (items.Count > 0)
            blocks.Add(new MailFacts(items));
    }

    private MailItem DeadlineFact() => new(texts["reply.deadline"], texts.Deadline(Body.EndsAt, Zone));

    private IEnumerable<MailItem> DeadlineAsItStands() => Body.State == BodyState.Open ? [DeadlineFact()] : ClosedFact();

    private IEnumerable<MailItem> ReasonFact() =>
        string.IsNullOrWhiteSpace(occasion.Mail.Reason) ? [] : [new MailItem(texts["mail.fact.reason"], occasion.Mail.Reason)];

    private MailItem DraftFact() => new(texts["reply.draft"], occasion.Draft.Title);

    private IEnumerable<MailItem> EditableFact(StatementRecord row) =>
        !row.IsLate && Body.State == BodyState.Open ? [new MailItem(texts["receipt.editable"], texts.Deadline(Body.EndsAt, Zone))] : [];

    private IEnumerable<MailItem> ClosedFact() =>
        Body.ClosedAt is { } closed ? [new MailItem(texts["mail.fact.closedAt"], texts.Moment(closed, Zone))] : [];

    private IEnumerable<MailItem> DecisionFacts()
    {
        if (Round.DecisionDue is { } due)
            yield return new MailItem(texts["steering.due"], texts.Deadline(due, Zone));
        yield return DraftFact();
        yield return new MailItem(texts["synopsis.hash"], Round.DraftHash);
    }

    private string Answers()
    {
        var bodies = occasion.Round.Bodies;
        int With(BodyResult result) => bodies.Count(body => body.Result == result);
        return texts["mail.answers", bodies.Count, With(BodyResult.Received), With(BodyResult.OnBehalf), With(BodyResult.NilReturn), With(BodyResult.Expired)];
    }

    private void Instructions(IReadOnlyList<Instruction> instructions)
    {
        if (instructions.Count == 0)
            return;
        var numbers = ParagraphNumbers.Of(occasion.Draft);
        blocks.Add(new MailQuotes([.. instructions.Select(instruction => new MailItem(
            instruction.ParagraphId is { } id && numbers.TryGetValue(id, out var number)
                ? $"{texts["instruction.label", instruction.Number]} {texts["instruction.at", number]}"
                : $"{texts["instruction.label", instruction.Number]} {texts["instruction.general"]}",
            instruction.Text))]));
    }

    private void Statement(string headingKey)
    {
        blocks.Add(new MailHeading(texts[headingKey]));
        if (occasion.Statement is not { } statement)
        {
            Say("statement.erased");
            return;
        }

        if (statement.NilReturn)
            Say("statement.nil");
        if (statement.NotAffected)
            Say("statement.notAffected");
        var items = new List<MailItem>();
        if (!string.IsNullOrWhiteSpace(statement.Overall))
            items.Add(new MailItem(texts["statement.overall"], statement.Overall));
        if (!string.IsNullOrWhiteSpace(statement.Transcript))
            items.Add(new MailItem(texts["statement.transcript"], statement.Transcript));
        var numbers = ParagraphNumbers.Of(occasion.Draft);
        foreach (var view in statement.Views)
        {
            List<string> parts = [];
            if (view.Claimed)
                parts.Add(texts["statement.claimed"]);
            if (view.NotAffected)
                parts.Add(texts["equality.notAffectedShort"]);
            if (!string.IsNullOrWhiteSpace(view.Comment))
                parts.Add(view.Comment);
            if (!string.IsNullOrWhiteSpace(view.ProposedWording))
                parts.Add($"{texts["statement.wording"]}: {view.ProposedWording}");
            var label = numbers.TryGetValue(view.ParagraphId, out var number) ? texts["paragraph.number", number] : texts["paragraph.unknown"];
            items.Add(new MailItem(view.Stance is { } stance ? $"{label}: {texts.Of(stance)}" : label, string.Join("\n", parts)));
        }

        foreach (var file in statement.Attachments ?? [])
            items.Add(new MailItem(texts["attachment.one"], $"{file.Name} ({FileSize.Of(file.Size, texts)})\nSHA-256 {file.Hash}"));
        if (items.Count > 0)
            blocks.Add(new MailQuotes(items));
    }
}
