using LipServerless.Domain.Bodies;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;

namespace LipServerless.Web.Pages.Synopses;

/// <summary>
/// Counts over a synopsis, always with their base. The voices are those that reach the steering group: the joint view instead of the
/// councils where it was adopted, otherwise the councils singly; and every other body. Who gave a nil return, has no view or never
/// answered agrees to nothing.
/// </summary>
public sealed class Consensus
{
    private readonly HashSet<string> voices;
    private readonly HashSet<string> councils;

    /// <summary>Counts over a synopsis.</summary>
    public Consensus(Synopsis synopsis)
    {
        ArgumentNullException.ThrowIfNull(synopsis);
        var isBundled = synopsis.Bundling == Bundling.Bundled;
        councils = IdsOf(synopsis, body => body.Kind == BodyKind.IntegrationCouncil);
        voices = IdsOf(synopsis, body => body.Kind switch
        {
            BodyKind.IntegrationCouncil => !isBundled,
            BodyKind.DelegateConference => isBundled,
            _ => true,
        });
        var unaffected = IdsOf(synopsis, body => body.NotAffected);
        Rows = [.. synopsis.Paragraphs.Select(paragraph => new ConsensusRow(paragraph, Count(paragraph, voices, unaffected), Count(paragraph, councils, unaffected)))];
    }

    /// <summary>How many voices there are: the base.</summary>
    public int Voices => voices.Count;

    /// <summary>How many councils were asked: the base of the councils' own counts.</summary>
    public int Councils => councils.Count;

    /// <summary>A row for each paragraph.</summary>
    public IReadOnlyList<ConsensusRow> Rows { get; }

    /// <summary>Whether anybody recorded "nicht betroffen" at any paragraph: then it has a column of its own.</summary>
    public bool AnyNotAffected => Rows.Any(row => row.Voices.NotAffected > 0);

    /// <summary>Whether an entry is one of the voices.</summary>
    public bool IsVoice(SynopsisEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return voices.Contains(entry.BodyId);
    }

    private static HashSet<string> IdsOf(Synopsis synopsis, Func<SynopsisBody, bool> which) =>
        synopsis.Bodies.Where(which).Select(body => body.BodyId).ToHashSet(StringComparer.Ordinal);

    private static StanceCounts Count(SynopsisParagraph paragraph, HashSet<string> among, HashSet<string> unaffected)
    {
        int With(Stance stance) => paragraph.Entries
            .Where(entry => entry.Stance == stance && among.Contains(entry.BodyId))
            .Select(entry => entry.BodyId).Distinct(StringComparer.Ordinal).Count();
        var here = paragraph.Entries.Where(entry => among.Contains(entry.BodyId)).ToLookup(entry => entry.BodyId, StringComparer.Ordinal);
        // Said of this paragraph, or of all that is neither flagged nor claimed: neither silence nor a stance.
        var isRest = !paragraph.EqualityRelevant && !paragraph.EqualityClaimed;
        var notAffected = here.Count(entries => entries.Any(entry => entry.NotAffected) && entries.All(entry => entry.Stance is null))
            + among.Count(body => isRest && unaffected.Contains(body) && !here.Contains(body));
        var silent = among.Count(body => !here.Contains(body) && !(isRest && unaffected.Contains(body)));
        return new StanceCounts(With(Stance.Agree), With(Stance.AgreeWithChanges), With(Stance.Object), With(Stance.NoView), silent, among.Count, notAffected);
    }
}

/// <summary>One paragraph's counts.</summary>
/// <param name="Paragraph">The paragraph.</param>
/// <param name="Voices">Of the voices.</param>
/// <param name="Councils">Of the councils, whether bundled or not.</param>
public sealed record ConsensusRow(SynopsisParagraph Paragraph, StanceCounts Voices, StanceCounts Councils)
{
    /// <summary>What the counts come to.</summary>
    public ConsensusState State => Voices switch
    {
        { Object: > 0 } => ConsensusState.Objected,
        { AgreeWithChanges: > 0 } => ConsensusState.ChangesWanted,
        { Agree: > 0 } => ConsensusState.NoObjection,
        _ => ConsensusState.NothingSaid,
    };
}

/// <summary>How many of a base take which stance. A body with two statements that differ is in both counts. "Nicht betroffen" is a count of its own.</summary>
public sealed record StanceCounts(int Agree, int AgreeWithChanges, int Object, int NoView, int Silent, int Base, int NotAffected = 0)
{
    /// <summary>The count of a stance.</summary>
    public int Of(Stance stance) => stance switch
    {
        Stance.Agree => Agree,
        Stance.AgreeWithChanges => AgreeWithChanges,
        Stance.Object => Object,
        _ => NoView,
    };
}

/// <summary>What a paragraph's counts come to.</summary>
public enum ConsensusState
{
    /// <summary>At least one voice objects.</summary>
    Objected,

    /// <summary>None objects, at least one wants changes.</summary>
    ChangesWanted,

    /// <summary>At least one agrees, none objects or wants changes.</summary>
    NoObjection,

    /// <summary>No voice takes a stance: that is not agreement.</summary>
    NothingSaid,
}
