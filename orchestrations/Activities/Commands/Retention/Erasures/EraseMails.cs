using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>Rows of mails, once none is to be sent any more.</summary>
public sealed class EraseMails(IRoundStore store, IDeliveryIndex index) : IErasure
{
    // A transaction holds a hundred.
    private const int Portion = 90;

    private readonly RoundWriter writer = new(store);

    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Mails;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Mails.Any(mail => mail.State is MailState.Due or MailState.Sending))
            return null;
        await ForgetAsync(index, round, cancellationToken);
        var erased = 0;
        while (await RemoveSomeAsync(round.Round.RoundId, cancellationToken) is > 0 and var some)
            erased += some;
        return erased;
    }

    /// <summary>Takes a round's mails out of the index; what is reported of them later is none of ours.</summary>
    internal static async Task ForgetAsync(IDeliveryIndex index, RoundView round, CancellationToken cancellationToken)
    {
        foreach (var mail in round.Mails)
        {
            if (mail.OperationId is { } operation)
                await index.RemoveAsync(operation, cancellationToken);
        }
    }

    private Task<int> RemoveSomeAsync(string roundId, CancellationToken cancellationToken) => writer.ChangeAsync(
        roundId,
        round =>
        {
            IReadOnlyList<StoredRecord> some = [.. round.Mails.Take(Portion)];
            return (some.Count == 0 ? null : new RoundChange { Remove = some }, some.Count);
        },
        cancellationToken);
}
