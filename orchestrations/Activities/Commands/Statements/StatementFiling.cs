using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Statements;

/// <summary>What submitting and entering on behalf share: the document, the version row, the body's row, the mails.</summary>
internal static class StatementFiling
{
    /// <summary>Writes the statement's text as a document (before the row that names it) and answers its name.</summary>
    public static async Task<string> WriteAsync(
        IDocumentStore documents, string roundId, string bodyId, StatementContent content, CancellationToken cancellationToken)
    {
        var name = $"{DocumentFolders.Statements(roundId)}{bodyId}/{content.Hash()}.json";
        await documents.PutAsync(name, content.ToBytes(), "application/json", cancellationToken);
        return name;
    }

    /// <summary>The hashes of a statement's files, for its row.</summary>
    public static IReadOnlyList<string> HashesOf(StatementContent content) => [.. (content.Attachments ?? []).Select(file => file.Hash)];

    /// <summary>The version with what the equality officer recorded in it, so that rows alone tell it; unchanged for any other body.</summary>
    public static StatementRecord WithEquality(StatementRecord version, BodyRecord body, StatementContent content) => body.Kind != BodyKind.EqualityOfficer
        ? version
        : version with
        {
            Claimed = [.. content.Views.Where(view => view.Claimed).Select(view => view.ParagraphId)],
            NotAffected = [.. content.Views.Where(view => view.NotAffected).Select(view => view.ParagraphId)],
            RestNotAffected = content.NotAffected,
        };

    /// <summary>Entries for what the version before did not record yet: each claim and each "nicht betroffen" is a deed of its own.</summary>
    public static IEnumerable<AuditEntry> EqualityEntries(RoundView round, StatementRecord version, string channel, string who)
    {
        var before = round.Statements.Where(other => other.BodyId == version.BodyId).MaxBy(other => other.Number);
        AuditEntry Entry(string verb, string subject) => new() { At = version.StoredAt, Verb = verb, Subject = subject, Channel = channel, Who = who };
        foreach (var paragraph in version.Claimed.Except(before?.Claimed ?? [], StringComparer.Ordinal))
            yield return Entry(AuditVerb.EqualityClaimed, $"{version.Key} {paragraph}");
        foreach (var paragraph in version.NotAffected.Except(before?.NotAffected ?? [], StringComparer.Ordinal))
            yield return Entry(AuditVerb.NotAffectedRecorded, $"{version.Key} {paragraph}");
        if (version.RestNotAffected && before?.RestNotAffected != true)
            yield return Entry(AuditVerb.NotAffectedRecorded, version.Key);
    }

    /// <summary>The body's row after a version was added.</summary>
    public static BodyRecord With(BodyRecord body, StatementRecord version, DateTimeOffset now)
    {
        var next = body with { Versions = version.Number, Begun = version.Channel != Channel.Web && body.Begun };
        if (version.IsLate)
            return next;
        next = next with
        {
            WebVersion = version.Channel == Channel.Web ? version.Number : body.WebVersion,
            PaperVersion = version.Channel == Channel.Web ? body.PaperVersion : version.Number,
            LatestVersion = version.Number,
            LatestIsNil = version.IsNil,
        };
        // Paper received in time may be entered after the deadline: then the body's result is put right.
        if (next.Result is not null)
            next = next with { Result = next.ResultSoFar() };
        // A nil return takes an adopted joint view back.
        return body.Kind == BodyKind.DelegateConference ? next with { AdoptedAt = version.IsNil ? null : now } : next;
    }

    /// <summary>The mails that a new version makes due: a copy to the body; the joint view to every council.</summary>
    public static IEnumerable<MailRecord> Mails(RoundView round, BodyRecord body, StatementRecord version, DateTimeOffset now)
    {
        var owner = Wakes.OwnerOf(body);
        yield return new()
        {
            Recipient = body.BodyId,
            Owner = owner,
            Kind = version.Channel == Channel.Web ? MailKind.Receipt : MailKind.OnBehalfCopy,
            Step = version.Number,
            DueAt = now,
        };
        if (body.Kind != BodyKind.DelegateConference || version.IsLate || version.IsNil)
            yield break;
        foreach (var council in round.Councils)
            yield return new() { Recipient = council.BodyId, Owner = owner, Kind = MailKind.Adopted, Step = version.Number, DueAt = now };
    }
}
