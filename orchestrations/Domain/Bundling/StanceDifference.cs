using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Bundling;

/// <summary>A paragraph at which a council's stance is another than the joint view's.</summary>
/// <param name="ParagraphId">The paragraph.</param>
/// <param name="Council">The council's stance.</param>
/// <param name="Joint">The joint view's; null where it takes none.</param>
public sealed record StanceDifference(string ParagraphId, Stance Council, Stance? Joint)
{
    /// <summary>
    /// Where a council and the joint view differ. Having no view differs from nothing; a joint view that is silent differs from whoever
    /// wants changes or objects, not from who agrees.
    /// </summary>
    public static IEnumerable<StanceDifference> Between(StatementContent council, StatementContent joint)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(joint);
        foreach (var view in council.Views)
        {
            var other = joint.Views.FirstOrDefault(candidate => candidate.ParagraphId == view.ParagraphId)?.Stance;
            if (view.Stance is { } own && Differs(own, other))
                yield return new StanceDifference(view.ParagraphId, own, other);
        }
    }

    /// <summary>Whether a council's stance is another than the joint one.</summary>
    public static bool Differs(Stance council, Stance? joint) =>
        council != Stance.NoView && council != joint && !(joint is null && council == Stance.Agree);
}
