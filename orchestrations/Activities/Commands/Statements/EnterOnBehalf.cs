using LipServerless.Activities.Changes;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Statements;

/// <summary>
/// Staff enter what came by letter, call, e-mail, minutes or in person. The date of receipt counts, not that of entry; the body
/// gets a copy; what it said online stays beside it.
/// </summary>
public sealed class EnterOnBehalf(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Stores a version on behalf of a body.</summary>
    public async Task<StatementStored> ExecuteAsync(OnBehalfEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Content.IsEmpty)
            throw CommandRefusedException.Invalid("statement", "Die Stellungnahme ist leer: Text, Absätze oder Fehlanzeige angeben.");
        if (entry.Channel == Channel.Web)
            throw CommandRefusedException.Invalid("channel", "Ein Eintrag im Auftrag kommt per Post, Phone, Email, Minutes oder InPerson.");

        var document = await StatementFiling.WriteAsync(documents, entry.RoundId, entry.BodyId, entry.Content, cancellationToken);
        return await writer.ChangeAsync(entry.RoundId, round => Decide(round, entry, document), cancellationToken);
    }

    private (RoundChange?, StatementStored) Decide(RoundView round, OnBehalfEntry entry, string document)
    {
        var body = round.Body(entry.BodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        var now = clock.GetUtcNow();
        var zone = round.Round.Settings.TimeZone;
        if (entry.ReceivedOn > LocalTime.DateOf(now, zone))
            throw CommandRefusedException.Invalid("receivedOn", "Das Eingangsdatum liegt in der Zukunft.");
        if (body.OpenedAt is null)
            throw new CommandRefusedException(Refusal.Conflict, "Das Gremium ist noch nicht an der Reihe.");
        if (entry.ReceivedOn < LocalTime.DateOf(body.OpenedAt.Value, zone))
            throw CommandRefusedException.Invalid("receivedOn", "Das Eingangsdatum liegt vor der Einladung zu dieser Runde.");
        if (CollectionWindow.IsClosed(round, now))
            throw new CommandRefusedException(Refusal.Conflict, "Die Sammlung ist geschlossen: Der Eintrag ist nicht mehr möglich.");

        if (SameAsNewest(round, body, entry, document) is { } stored)
            return (null, Answer(stored, []));

        var version = new StatementRecord
        {
            BodyId = entry.BodyId,
            Number = body.Versions + 1,
            Channel = entry.Channel,
            ReceiptNumber = ReceiptNumbers.New(),
            StoredAt = now,
            ReceivedOn = entry.ReceivedOn,
            Document = document,
            ContentHash = entry.Content.Hash(),
            Attachments = StatementFiling.HashesOf(entry.Content),
            IsNil = entry.Content.NilReturn,
            IsLate = CollectionWindow.IsLate(body, entry.ReceivedOn, zone),
            BasedOn = body.Versions,
        };
        version = StatementFiling.WithEquality(version, body, entry.Content);
        var change = new RoundChange
        {
            Put = [version, StatementFiling.With(body, version, now), .. StatementFiling.Mails(round, body, version, now)],
            Audit =
            [
                new()
                {
                    At = now,
                    Verb = AuditVerb.EnteredOnBehalf,
                    Subject = version.Key,
                    Channel = entry.Channel.ToString(),
                    Who = entry.Who,
                    Detail = version.ReceiptNumber,
                },
                .. StatementFiling.EqualityEntries(round, version, entry.Channel.ToString(), entry.Who),
            ],
        };
        return (change, Answer(version, Wakes.Of(round, body)));
    }

    // The same paper entered twice (a double click, a request repeated because its answer was lost) is one version with one receipt.
    private static StatementRecord? SameAsNewest(RoundView round, BodyRecord body, OnBehalfEntry entry, string document) =>
        round.Statement(body.BodyId, body.Versions) is { } newest
            && newest.Channel == entry.Channel && newest.ReceivedOn == entry.ReceivedOn && newest.Document == document
            ? newest
            : null;

    private static StatementStored Answer(StatementRecord version, IReadOnlyList<string> wake) => new()
    {
        ReceiptNumber = version.ReceiptNumber,
        Number = version.Number,
        Late = version.IsLate,
        Wake = wake,
    };
}

/// <summary>A statement that came in by another way than the link.</summary>
public sealed record OnBehalfEntry
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body that said it.</summary>
    public required string BodyId { get; init; }

    /// <summary>The way it came in.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Date of receipt (Posteingang), local.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>What it says.</summary>
    public required StatementContent Content { get; init; }

    /// <summary>The person who enters it.</summary>
    public required string Who { get; init; }
}
