using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Equality;

/// <summary>
/// Staff challenge the equality officer's "nicht betroffen": she gets a mail with the reason and answers with her next version. Until
/// then her choice stands, and the synopsis shows both.
/// </summary>
public sealed class ChallengeNotAffected(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Records the challenge and makes the mail due.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="paragraphs">Ids of the paragraphs it is about; empty for the draft as a whole.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="who">The person who asks.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<CommandResult> ExecuteAsync(
        string roundId, IReadOnlyList<string> paragraphs, string reason, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paragraphs);
        var words = Reasons.Checked(reason);
        await RequireParagraphsAsync(roundId, paragraphs, cancellationToken);
        return await writer.ChangeAsync(roundId, round => Decide(round, [.. paragraphs.Distinct(StringComparer.Ordinal)], words, who), cancellationToken);
    }

    private (RoundChange?, CommandResult) Decide(RoundView round, IReadOnlyList<string> paragraphs, string reason, string who)
    {
        var standing = EqualityStanding.Of(round);
        var officer = standing.Officer ?? throw new CommandRefusedException(Refusal.NotFound, "An dieser Runde ist keine Gleichstellungsbeauftragte beteiligt.");
        var now = clock.GetUtcNow();
        if (round.Round.State != RoundState.Collecting || CollectionWindow.IsClosed(round, now))
            throw new CommandRefusedException(Refusal.Conflict, "Die Sammlung ist geschlossen: Die Gleichstellungsbeauftragte könnte nicht mehr antworten.");
        if (!standing.SaysNotAffected)
            throw new CommandRefusedException(Refusal.Conflict, "Die Gleichstellungsbeauftragte hat nicht „nicht betroffen“ angegeben: Es gibt nichts anzufechten.");
        if (EqualityStanding.IsAsked(officer))
            throw new CommandRefusedException(Refusal.Conflict, "Eine Anfechtung ist noch unbeantwortet.");
        var claimed = paragraphs.Where(paragraph => standing.Claimed.Contains(paragraph)).ToList();
        if (claimed.Count > 0)
            throw CommandRefusedException.Invalid("paragraphs", $"Schon beansprucht, nicht „nicht betroffen“: {string.Join(", ", claimed)}.");

        var challenge = new NotAffectedChallenge { At = now, Version = officer.Versions, Paragraphs = paragraphs, Reason = reason };
        var change = new RoundChange
        {
            Put =
            [
                officer with { Challenges = [.. officer.Challenges, challenge] },
                new MailRecord
                {
                    Recipient = officer.BodyId,
                    Owner = Wakes.OwnerOf(officer),
                    Kind = MailKind.NotAffectedChallenged,
                    Step = officer.Challenges.Count + 1,
                    DueAt = now,
                },
            ],
            Audit =
            [
                new()
                {
                    At = now,
                    Verb = AuditVerb.NotAffectedChallenged,
                    Subject = string.Join(' ', [officer.BodyId, .. paragraphs]),
                    Channel = "api",
                    Who = who,
                    Detail = reason,
                },
            ],
        };
        return (change, new CommandResult { Wake = Wakes.Of(round, officer) });
    }

    private async Task RequireParagraphsAsync(string roundId, IReadOnlyList<string> paragraphs, CancellationToken cancellationToken)
    {
        if (paragraphs.Count == 0)
            return;
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var draft = await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken);
        var unknown = paragraphs.Where(paragraph => draft.Find(paragraph) is not { IsCommentable: true }).ToList();
        if (unknown.Count > 0)
            throw CommandRefusedException.Invalid("paragraphs", $"Diese Absätze gibt es im Entwurf nicht: {string.Join(", ", unknown)}.");
    }
}
