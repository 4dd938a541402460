using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>Erases who and why from a round's log.</summary>
internal static class LogDetails
{
    /// <summary>Erases them from the entries chosen; answers how many still had them.</summary>
    public static async Task<int> EraseAsync(IRoundStore store, string roundId, Func<AuditRecord, AuditSideRecord, bool> isChosen, CancellationToken cancellationToken)
    {
        List<long> chosen =
        [
            .. (await store.ReadAuditAsync(roundId, cancellationToken))
                .Where(line => line.Side is not null && isChosen(line.Entry, line.Side))
                .Select(line => line.Entry.Sequence),
        ];
        await store.EraseDetailsAsync(roundId, chosen, cancellationToken);
        return chosen.Count;
    }

    /// <summary>Whether an entry is about a body, or by it.</summary>
    public static bool Concerns(AuditRecord entry, AuditSideRecord side, string bodyId) =>
        side.Who == bodyId || entry.Subject.Split(' ').Any(word => word == bodyId || IsRowOf(word, bodyId));

    /// <summary>Whether an entry is about one colleague's link, or (null) any: its details hold the name.</summary>
    public static bool NamesColleague(AuditRecord entry, string? linkKey) =>
        entry.Verb is AuditVerb.ColleagueLinkMade or AuditVerb.ColleagueLinkWithdrawn && (linkKey is null || entry.Subject == linkKey);

    // A mail's id, a statement's key, a link's key. One body's id may begin with another's: what follows tells.
    private static bool IsRowOf(string word, string bodyId) =>
        word.StartsWith(bodyId + ".", StringComparison.Ordinal)
        || Rest(word, StatementRecord.Prefix, bodyId) is { } number && number.All(char.IsAsciiDigit)
        || Rest(word, ColleagueLinkRecord.Prefix, bodyId) is { } link && !link.Contains('-', StringComparison.Ordinal);

    private static string? Rest(string word, string prefix, string bodyId) =>
        word.StartsWith($"{prefix}{bodyId}-", StringComparison.Ordinal) ? word[(prefix.Length + bodyId.Length + 1)..] : null;
}
