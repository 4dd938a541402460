using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>Personal links: whoever opens one is told what a stranger with a made-up link is told.</summary>
public sealed class EraseLinks(ILinkStore links) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Links;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return await links.RemoveAllAsync(round.Round.RoundId, cancellationToken);
    }
}
