using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention.Erasures;

/// <summary>
/// What was begun and never submitted, with comments and names of colleagues; their names in the log go with it. The bytes of files go once
/// nothing names them (<see cref="Attachments.ForgetAttachments"/>).
/// </summary>
public sealed class EraseWorkingDrafts(IRoundStore store, IWorkingDraftStore drafts) : IErasure
{
    /// <inheritdoc />
    public RetentionRule Rule => RetentionRules.WorkingDrafts;

    /// <inheritdoc />
    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        var id = round.Round.RoundId;
        return await drafts.ForgetAsync(id, cancellationToken)
            + await LogDetails.EraseAsync(store, id, (entry, _) => LogDetails.NamesColleague(entry, linkKey: null), cancellationToken);
    }
}
