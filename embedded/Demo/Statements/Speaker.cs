using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;

namespace LipServerless.Embedded.Demo.Statements;

/// <summary>
/// Puts statements together from the script, for whatever paragraphs a draft has: chosen by position, always the same for the same
/// draft. Different bodies speak of different paragraphs, with different weight.
/// </summary>
internal sealed class Speaker(Script script, Draft draft, int round, IReadOnlyList<string> instructedParagraphs)
{
    private const int LongestToReword = 1500;

    private readonly List<Paragraph> paragraphs = [.. draft.Commentable];

    /// <summary>A council's statement.</summary>
    /// <param name="council">Its place on the roster, from 0.</param>
    /// <param name="version">Its version, from 1: a second one says more.</param>
    public StatementContent Council(int council, int version = 1)
    {
        var views = new List<ParagraphView>();
        foreach (var (paragraph, place) in Choose(3 + (council * 3 % 5) + version, council))
            views.Add(CouncilView(paragraph, council + place, council));
        if (round > 1)
            AddSettled(views, council);
        return new()
        {
            Views = InOrder(views),
            Overall = version > 1 ? script.Councils.Revised : Text(script.Councils.Of(round, council)),
        };
    }

    /// <summary>A statement that came by letter or minutes and is not split by paragraph.</summary>
    public StatementContent Paper() => new() { Transcript = script.Paper[round == 1 ? "1" : "2"] };

    /// <summary>The round table's statement.</summary>
    public StatementContent RoundTable() => new()
    {
        Views = InOrder(
        [
            .. Choose(5, 17).Select(chosen => chosen.Place % 2 == 0 && round == 1
                ? new ParagraphView { ParagraphId = chosen.Paragraph.Id, Stance = Stance.AgreeWithChanges, Comment = Pick(script.RoundTable.Comments, chosen.Place / 2) }
                : new ParagraphView { ParagraphId = chosen.Paragraph.Id, Stance = Stance.Agree }),
        ]),
        Overall = script.RoundTable.Of(round),
    };

    /// <summary>
    /// The equality officer's statement: on flagged paragraphs; in the first round she claims a further one, in the second she confirms
    /// that nothing else touches equality.
    /// </summary>
    public StatementContent Equality()
    {
        var flagged = paragraphs.Where(p => p.EqualityRelevant).ToList();
        var views = flagged.Take(6).Select((paragraph, i) => round == 1 && i < script.Equality.Comments.Count
            ? new ParagraphView { ParagraphId = paragraph.Id, Stance = i % 2 == 0 ? Stance.AgreeWithChanges : Stance.Agree, Comment = script.Equality.Comments[i] }
            : new ParagraphView { ParagraphId = paragraph.Id, Stance = Stance.Agree }).ToList();
        var claimed = round == 1 ? paragraphs.Where(p => !p.EqualityRelevant).ElementAtOrDefault(paragraphs.Count / 4) ?? paragraphs.Find(p => !p.EqualityRelevant) : null;
        if (claimed is not null)
            views.Add(new() { ParagraphId = claimed.Id, Claimed = true, Comment = script.Equality.Claim });
        return new()
        {
            Views = InOrder(views),
            NotAffected = claimed is null,
            Overall = round > 1 && flagged.Count == 0 ? script.Equality.SecondUnflagged : script.Equality.Of(round),
        };
    }

    /// <summary>The conference's joint view: on what the steering group will be asked about.</summary>
    public StatementContent Conference() => new()
    {
        Views = InOrder(
        [
            .. Choose(6, 3).Select(chosen => new ParagraphView
            {
                ParagraphId = chosen.Paragraph.Id,
                Stance = round > 1 || chosen.Place % 3 == 2 ? Stance.Agree : Stance.AgreeWithChanges,
                Comment = round > 1 ? null : Pick(script.Conference.Comments, chosen.Place),
            }),
        ]),
        Overall = script.Conference.Of(round),
    };

    private ParagraphView CouncilView(Paragraph paragraph, int turn, int council)
    {
        var view = new ParagraphView { ParagraphId = paragraph.Id };
        if (round > 1)
            return view with { Stance = turn % 6 == 5 ? Stance.NoView : Stance.Agree, Comment = turn % 5 == 1 ? Pick(Of(script.Agree, paragraph), turn) : null };
        return (turn % 7) switch
        {
            1 => view with { Stance = Stance.Agree, Comment = Pick(Of(script.Agree, paragraph), turn) },
            2 or 4 => Wishing(view, paragraph, Pick(Of(script.Change, paragraph), turn), reword: turn % 7 == 2),
            5 when council % 3 == 0 => view with { Stance = Stance.Object, Comment = Pick(script.Object, council) },
            5 => Wishing(view, paragraph, Pick(Of(script.Change, paragraph), turn), reword: false),
            6 => view with { Stance = Stance.NoView },
            _ => view with { Stance = Stance.Agree },
        };
    }

    private static ParagraphView Wishing(ParagraphView view, Paragraph paragraph, Wish wish, bool reword) => view with
    {
        Stance = Stance.AgreeWithChanges,
        Comment = wish.Comment,
        ProposedWording = reword && wish.Addition is { } addition
            ? paragraph.Kind == ParagraphKind.Text && paragraph.Text.Length <= LongestToReword ? $"{paragraph.Text} {addition}" : addition
            : null,
    };

    private void AddSettled(List<ParagraphView> views, int council)
    {
        if (instructedParagraphs.Count == 0)
            return;
        var id = instructedParagraphs[council % instructedParagraphs.Count];
        if (paragraphs.TrueForAll(p => p.Id != id))
            return;
        views.RemoveAll(v => v.ParagraphId == id);
        views.Add(new() { ParagraphId = id, Stance = Stance.Agree, Comment = Pick(script.Settled, council) });
    }

    /// <summary>So many different paragraphs, spread over the draft; where it has fewer, all.</summary>
    private IEnumerable<(Paragraph Paragraph, int Place)> Choose(int count, int seed)
    {
        var taken = new HashSet<int>();
        var step = Math.Max(1, paragraphs.Count / count);
        for (var place = 0; place < Math.Min(count, paragraphs.Count); place++)
        {
            var at = ((seed * 5) + (place * step) + (seed * place % 3)) % paragraphs.Count;
            while (!taken.Add(at))
                at = (at + 1) % paragraphs.Count;
            yield return (paragraphs[at], place);
        }
    }

    private List<ParagraphView> InOrder(IReadOnlyList<ParagraphView> views) =>
        [.. views.OrderBy(v => paragraphs.FindIndex(p => p.Id == v.ParagraphId))];

    private static IReadOnlyList<T> Of<T>(IReadOnlyDictionary<string, IReadOnlyList<T>> byTheme, Paragraph paragraph) =>
        byTheme.GetValueOrDefault(paragraph.Theme ?? "") is { } own ? [.. own, .. byTheme[""]] : byTheme[""];

    private static T Pick<T>(IReadOnlyList<T> texts, int turn) => texts[turn % texts.Count];

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
