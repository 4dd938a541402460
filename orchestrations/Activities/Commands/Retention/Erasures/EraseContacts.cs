using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>Addresses of a consultation's bodies; of its rounds, the first one that is swept has them.</summary>
public sealed class EraseContacts(IContactStore contacts) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.Contacts;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        return await contacts.RemoveAllAsync(round.Round.Settings.Consultation, cancellationToken);
    }
}
