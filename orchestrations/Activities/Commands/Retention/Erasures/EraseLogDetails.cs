using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>Who and why in the log; the chain still verifies, since it covers digests only.</summary>
public sealed class EraseLogDetails(IRoundStore store) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.LogDetails;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return await LogDetails.EraseAsync(store, round.Round.RoundId, (_, side) => side.Who != AuditEntry.System || side.Detail is not null, cancellationToken);
    }
}
