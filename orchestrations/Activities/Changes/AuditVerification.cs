using LipServerless.Activities.Ports;
using LipServerless.Domain.Audit;

namespace LipServerless.Activities.Changes;

/// <summary>Verifies a round's log: no entry missing, changed or out of order; side rows match their digest unless erased.</summary>
public static class AuditVerification
{
    /// <summary>The sequence of the first entry that does not verify; null where all do.</summary>
    public static long? FirstBroken(IReadOnlyList<AuditLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var (previous, sequence) = (AuditChain.Genesis, 0L);
        foreach (var (entry, side) in lines)
        {
            sequence++;
            var hash = AuditChain.Hash(previous, sequence, entry.At, entry.Verb, entry.Subject, entry.Channel, entry.SideDigest);
            var sideMatches = side is null || AuditChain.SideDigest(side.Salt, side.Who, side.Detail) == entry.SideDigest;
            if (entry.Sequence != sequence || entry.Hash != hash || !sideMatches)
                return sequence;
            previous = hash;
        }

        return null;
    }
}
