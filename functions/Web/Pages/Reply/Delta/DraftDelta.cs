using LipServerless.Activities.Ports;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Reply.Delta;

/// <summary>What a later round's page shows against the round before: what changed, why, and what the body itself said then.</summary>
public sealed record DraftDelta
{
    private IReadOnlyDictionary<string, ParagraphDifference> byParagraph = new Dictionary<string, ParagraphDifference>(StringComparer.Ordinal);

    /// <summary>The number of the round before.</summary>
    public required int PreviousRound { get; init; }

    /// <summary>The body handed in nothing then: it may not know the unchanged paragraphs either. A nil return is an answer.</summary>
    public required bool WasSilent { get; init; }

    /// <summary>What the body said then; empty where it was silent.</summary>
    public IReadOnlyList<EarlierStatement> Earlier { get; init; } = [];

    /// <summary>Paragraphs that are gone, in the order they had.</summary>
    public IReadOnlyList<RemovedParagraph> Removed { get; init; } = [];

    /// <summary>What became of a paragraph.</summary>
    public ParagraphDifference Of(Paragraph paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return byParagraph[paragraph.Id];
    }

    /// <summary>What a paragraph said in the round before; null where it was not there.</summary>
    public string? TextBefore(string paragraphId) => byParagraph.GetValueOrDefault(paragraphId) is { } difference
        ? difference.Before?.Text
        : Removed.FirstOrDefault(removed => removed.Paragraph.Id == paragraphId)?.Paragraph.Text;

    /// <summary>Whether a paragraph is new or reads otherwise than before. One that only moved does not.</summary>
    public bool IsChanged(Paragraph paragraph) => Of(paragraph).Change is ParagraphChange.Added or ParagraphChange.Changed;

    /// <summary>The body's earlier views of a paragraph: two where a statement online and one on paper both stood.</summary>
    public IEnumerable<ParagraphView> EarlierAt(string paragraphId) =>
        Earlier.SelectMany(statement => statement.Content?.Views ?? []).Where(view => view.ParagraphId == paragraphId);

    /// <summary>Compares a round's draft with the one of the round before.</summary>
    /// <param name="before">The draft of the round before.</param>
    /// <param name="after">The draft that is asked about, read with <paramref name="before"/> as its previous version.</param>
    /// <param name="previous">The round before.</param>
    /// <param name="earlier">What the body handed in then and stood.</param>
    public static DraftDelta Between(Draft before, Draft after, RoundView previous, IReadOnlyList<EarlierStatement> earlier)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(earlier);
        var difference = DraftComparison.Compare(before, after);
        var instructions = previous.Decision?.Instructions ?? [];
        return new DraftDelta
        {
            PreviousRound = previous.Round.Number,
            WasSilent = earlier.Count == 0,
            Earlier = earlier,
            Removed = [.. difference.Removed.Where(paragraph => paragraph.IsCommentable)
                .Select(paragraph => new RemovedParagraph(paragraph, [.. instructions.Where(instruction => instruction.ParagraphId == paragraph.Id)]))],
            byParagraph = difference.Paragraphs.ToDictionary(paragraph => paragraph.Paragraph.Id, StringComparer.Ordinal),
        };
    }
}

/// <summary>A version that stood for the body in the round before; its content is null once erased.</summary>
public sealed record EarlierStatement(StatementRecord Row, StatementContent? Content);

/// <summary>A paragraph that the draft no longer has, and the instructions that spoke of it.</summary>
public sealed record RemovedParagraph(Paragraph Paragraph, IReadOnlyList<Instruction> Instructions);
