using LipServerless.Activities.Commands.Archives;
using LipServerless.Activities.Commands.Retention;
using LipServerless.Activities.Commands.Retention.Erasures;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Retention;
using LipServerless.Domain.Statements;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;

namespace LipServerless.Activities.Tests.Commands.Retention;

/// <summary>A consultation in which everything is stored that a rule erases.</summary>
internal sealed class SweepScene
{
    public const string Body = "stadtjugendring";
    public const string File = "f00d";

    public TestOffice Office { get; } = new();

    public RetentionSweep Sweep(RetentionPeriods? periods = null) => new(
        Office.Store,
        [
            new EraseWorkingDrafts(Office.Store, Office.Drafts),
            new EraseMails(Office.Store, Office.Deliveries),
            new EraseContacts(Office.Contacts),
            new EraseLinks(Office.Links),
            new EraseAttachments(Office.Attachments),
            new EraseStatements(Office.Documents),
            new EraseLogDetails(Office.Store),
            new RemoveRounds(Office.Store, Office.Documents, Office.Drafts, Office.Links, Office.Attachments, Office.Deliveries),
            new EraseMoved(new RemoveMoved(Office.Store, Office.Documents, Office.Drafts, Office.Links, Office.Attachments, Office.Contacts, Office.Deliveries)),
        ],
        periods ?? new RetentionPeriods(),
        Office.Clock);

    /// <summary>Sweeps once and answers what was erased, by rule.</summary>
    public async Task<IReadOnlyList<(string Rule, int Count)>> RunAsync(RetentionPeriods? periods = null) =>
        [.. (await Sweep(periods).ExecuteAsync([], default)).Done.Select(done => (done.Rule.Id, done.Count))];

    /// <summary>A round with a draft begun, a statement of two versions, a file, a colleague, a link and mails.</summary>
    public async Task<string> FillAsync(string consultation = "lip", RoundRecord? previous = null)
    {
        var builder = new RoundBuilder().YouthRing();
        builder.Settings = builder.Settings with { Consultation = consultation };
        var id = await Office.StartAsync(builder, previous);
        await Office.PutAsync(id, await Office.BodyAsync(id, Body) with { State = BodyState.Open, OpenedAt = Office.Clock.GetUtcNow() });
        await Office.SubmitAsync(id, Body, TestOffice.Says("Nur für die Lenkungsgruppe"));
        await Office.SubmitAsync(id, Body, TestOffice.Says("Für alle") with { Publication = Publication.WithName, Attachments = [Annex] });
        await Office.RequestMoreTimeAsync(id, Body, RoundBuilder.OthersUntil.AddDays(7));
        await Office.Attachments.PutAsync(new(id, Body, File), "x"u8.ToArray(), default);
        await Office.Links.PutAsync(new() { TokenHash = $"hash-{id}", RoundId = id, Recipient = Body, Kind = LinkKind.Reply, Generation = 1 }, default);
        await Office.Drafts.CommitAsync(
            id,
            [
                new DraftFieldRecord { BodyId = Body, Field = "overall", Text = "Begonnen", By = "Mina", Session = "s", At = Office.Clock.GetUtcNow() },
                new ColleagueNameRecord { BodyId = Body, LinkId = "abc", Name = "Mina" },
            ],
            [],
            default);
        var link = new ColleagueLinkRecord { BodyId = Body, LinkId = "abc", Role = ColleagueRole.Draft, MadeAt = Office.Clock.GetUtcNow(), Generation = 1 };
        var made = new AuditEntry { At = link.MadeAt, Verb = AuditVerb.ColleagueLinkMade, Subject = link.Key, Channel = "web", Who = Body, Detail = "Mina (Draft)" };
        await Office.Store.CommitAsync(id, new RoundChange { Put = [link], Audit = [made] }, default);
        return id;
    }

    /// <summary>Records a decision; all mails have left before.</summary>
    public async Task DecideAsync(string id, DecisionOutcome outcome = DecisionOutcome.Accepted)
    {
        var round = await Office.ReadAsync(id);
        await Office.PutAsync(id, [.. round.Mails.Select(mail => mail with { State = MailState.Sent })]);
        await Office.PutAsync(
            id,
            round.Round with { State = outcome == DecisionOutcome.Accepted ? RoundState.Accepted : RoundState.Returned, OutcomeTold = true },
            new DecisionRecord { Outcome = outcome, DraftHash = round.Round.DraftHash, DecidedOn = new DateOnly(2026, 3, 2), RecordedAt = Office.Clock.GetUtcNow() });
    }

    public void Pass(int days) => Office.Time.Advance(TimeSpan.FromDays(days));

    private static Attachment Annex => new() { Name = "anlage.pdf", Type = AttachmentType.Pdf, Size = 1, Hash = File };
}
