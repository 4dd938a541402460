using LipServerless.Activities.Commands.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>What is left here of a round that was handed over: what staff do at the button, some time later by itself.</summary>
public sealed class EraseMoved(RemoveMoved moved) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Moved;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return await moved.ExecuteAsync(round.Round.RoundId, cancellationToken);
    }
}
