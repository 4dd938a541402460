using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Bundling;

/// <summary>
/// How the councils stand to one paragraph. Every council is in one of the counts; one whose online and paper statements differ is in
/// both of theirs. The base of each is <see cref="Asked"/>: a nil return, no view, silence and lateness are never agreement, and never
/// left out of the base.
/// </summary>
public sealed record ParagraphTally
{
    private readonly Dictionary<Stance, int> stances;

    private ParagraphTally(string paragraphId, IReadOnlyList<CouncilVoice> councils)
    {
        Asked = councils.Count;
        stances = Enum.GetValues<Stance>().ToDictionary(stance => stance, stance => councils.Count(council => Counted(council, paragraphId).Any(view => view.Stance == stance)));
        WithoutStance = councils.Count(council => Counted(council, paragraphId).ToList() is { Count: > 0 } views && views.TrueForAll(view => view.Stance is null));
        NotMentioned = [.. councils.Where(council => council.Part == CouncilPart.Answered && !Counted(council, paragraphId).Any())];
        Nil = [.. councils.Where(council => council.Part == CouncilPart.NilReturn)];
        Late = [.. councils.Where(council => council.Part == CouncilPart.Late)];
        Silent = [.. councils.Where(council => council.Part == CouncilPart.Silent)];
    }

    /// <summary>How many councils were asked: the base of every count.</summary>
    public int Asked { get; }

    /// <summary>How many comment without taking a stance.</summary>
    public int WithoutStance { get; }

    /// <summary>Councils whose statement says nothing of this paragraph.</summary>
    public IReadOnlyList<CouncilVoice> NotMentioned { get; }

    /// <summary>Councils that gave a nil return.</summary>
    public IReadOnlyList<CouncilVoice> Nil { get; }

    /// <summary>Councils of which only something late and not admitted lies there.</summary>
    public IReadOnlyList<CouncilVoice> Late { get; }

    /// <summary>Councils that handed in nothing.</summary>
    public IReadOnlyList<CouncilVoice> Silent { get; }

    /// <summary>What the counts come to.</summary>
    public TallyState State => this switch
    {
        _ when Of(Stance.Object) > 0 => TallyState.Objected,
        _ when Of(Stance.AgreeWithChanges) > 0 || WithoutStance > 0 => TallyState.ChangesWanted,
        _ when Of(Stance.Agree) > 0 => TallyState.NoObjection,
        _ => TallyState.NothingSaid,
    };

    /// <summary>How many councils take a stance.</summary>
    public int Of(Stance stance) => stances[stance];

    /// <summary>Counts the councils' views of a paragraph.</summary>
    public static ParagraphTally Of(string paragraphId, IReadOnlyList<CouncilVoice> councils)
    {
        ArgumentNullException.ThrowIfNull(councils);
        return new ParagraphTally(paragraphId, councils);
    }

    private static IEnumerable<ParagraphView> Counted(CouncilVoice council, string paragraphId) =>
        council.At(paragraphId).Where(said => said.Paper.Counts).Select(said => said.View);
}

/// <summary>What the councils' counts at a paragraph come to.</summary>
public enum TallyState
{
    /// <summary>At least one council objects.</summary>
    Objected,

    /// <summary>None objects; at least one wants changes, or has a remark.</summary>
    ChangesWanted,

    /// <summary>At least one agrees, none wants anything else.</summary>
    NoObjection,

    /// <summary>No council takes a stance other than having no view.</summary>
    NothingSaid,
}
