using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Statements;

/// <summary>
/// A body submits behind its link. The version, the body's row (only if nobody changed it, closing included) and the log entry
/// are one transaction: what a person is told is stored survives any crash.
/// </summary>
public sealed class SubmitStatement(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Stores a new version; late ones are stored as late until the collection closes.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyId">The body.</param>
    /// <param name="content">What it says; must not be empty.</param>
    /// <param name="basedOn">The newest version its author had before them; 0 for none.</param>
    /// <param name="cancellationToken">Ends the attempt; what was stored stays stored.</param>
    public async Task<SubmitResult> ExecuteAsync(
        string roundId, string bodyId, StatementContent content, int basedOn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.IsEmpty)
            throw CommandRefusedException.Invalid("statement", "Die Stellungnahme ist leer: Bitte etwas eintragen oder Fehlanzeige melden.");

        var document = await StatementFiling.WriteAsync(documents, roundId, bodyId, content, cancellationToken);
        return await writer.ChangeAsync(roundId, round => Decide(round, bodyId, content, basedOn, document), cancellationToken);
    }

    private (RoundChange?, SubmitResult) Decide(RoundView round, string bodyId, StatementContent content, int basedOn, string document)
    {
        var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        var now = clock.GetUtcNow();
        var inTime = body.IsOpenAt(now);
        if (body.State == BodyState.Planned)
            throw new CommandRefusedException(Refusal.Conflict, "Das Gremium ist noch nicht an der Reihe.");
        if (round.Round.State != RoundState.Collecting || (!inTime && CollectionWindow.IsClosed(round, now)))
            return (null, new() { Kind = SubmitKind.Closed });
        // Said again after a challenge, the same words are an answer.
        if (!EqualityStanding.IsAsked(body) && SameAsNewest(round, body, document) is { } stored)
            return (null, Answer(stored, overtook: null, []));

        var version = new StatementRecord
        {
            BodyId = bodyId,
            Number = body.Versions + 1,
            Channel = Channel.Web,
            ReceiptNumber = ReceiptNumbers.New(),
            StoredAt = now,
            Document = document,
            ContentHash = content.Hash(),
            Attachments = StatementFiling.HashesOf(content),
            IsNil = content.NilReturn,
            IsLate = !inTime,
            BasedOn = basedOn,
        };
        version = StatementFiling.WithEquality(version, body, content);
        var change = new RoundChange
        {
            Put = [version, StatementFiling.With(body, version, now), .. StatementFiling.Mails(round, body, version, now)],
            Audit = [new() { At = now, Verb = AuditVerb.Submitted, Subject = version.Key, Channel = "web", Who = bodyId, Detail = version.ReceiptNumber }, .. StatementFiling.EqualityEntries(round, version, "web", bodyId)],
        };
        return (change, Answer(version, body.Versions > basedOn ? body.Versions : null, Wakes.Of(round, body)));
    }

    // The same text sent twice (a double click, a repeated POST) is one version with one receipt.
    private static StatementRecord? SameAsNewest(RoundView round, BodyRecord body, string document) =>
        round.Statement(body.BodyId, body.Versions) is { Channel: Channel.Web } newest && newest.Document == document
            && (!newest.IsLate || body.State == BodyState.Closed)
            ? newest
            : null;

    private static SubmitResult Answer(StatementRecord version, int? overtook, IReadOnlyList<string> wake) => new()
    {
        Kind = version.IsLate ? SubmitKind.AcceptedLate : SubmitKind.Accepted,
        ReceiptNumber = version.ReceiptNumber,
        Number = version.Number,
        Overtook = overtook,
        Wake = wake,
    };
}

/// <summary>What became of a submission.</summary>
public sealed record SubmitResult : CommandResult
{
    /// <summary>Accepted, accepted late, or too late.</summary>
    public required SubmitKind Kind { get; init; }

    /// <summary>Receipt number; null where it was too late.</summary>
    public string? ReceiptNumber { get; init; }

    /// <summary>The version's number; 0 where it was too late.</summary>
    public int Number { get; init; }

    /// <summary>A version that somebody else of the body stored meanwhile; kept beside this one. Null for none.</summary>
    public int? Overtook { get; init; }
}

/// <summary>Whether a submission was in time.</summary>
public enum SubmitKind
{
    /// <summary>Stored; it counts unless a later version replaces it.</summary>
    Accepted,

    /// <summary>Stored as "verspätet".</summary>
    AcceptedLate,

    /// <summary>The collection is closed: nothing was stored.</summary>
    Closed,
}
