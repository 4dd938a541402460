using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;

namespace LipServerless.Web.Pages.Reply;

/// <summary>What stands in the fields of the reply page: as stored, or as typed, faults included.</summary>
public sealed record ReplyForm
{
    /// <summary>Longest text of one field, in characters (a line break counts one).</summary>
    public const int LongestText = 10_000;

    /// <summary>By paragraph id; paragraphs without anything may be missing.</summary>
    public IReadOnlyDictionary<string, ParagraphInput> Paragraphs { get; init; } =
        new Dictionary<string, ParagraphInput>(StringComparer.Ordinal);

    /// <summary>The overall view.</summary>
    public string Overall { get; init; } = "";

    /// <summary>The equality officer: nothing else touches equality.</summary>
    public bool NotAffected { get; init; }

    /// <summary>The choice for the public edition.</summary>
    public Publication Publication { get; init; }

    /// <summary>A council's resolution.</summary>
    public ResolutionInput Resolution { get; init; } = new();

    /// <summary>The newest version its author had before them.</summary>
    public int BasedOn { get; init; }

    /// <summary>Texts that came in fields this page does not have: shown back, not stored.</summary>
    public IReadOnlyList<string> Strays { get; init; } = [];

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<FormFault> Faults { get; init; } = [];

    /// <summary>Whether anything was entered.</summary>
    public bool HasText => Overall.Length > 0 || NotAffected || Strays.Count > 0 || Paragraphs.Values.Any(input => !input.IsEmpty);

    /// <summary>What stands at a paragraph.</summary>
    public ParagraphInput At(string paragraphId) => Paragraphs.GetValueOrDefault(paragraphId) ?? ParagraphInput.Nothing;

    /// <summary>The faults of a field.</summary>
    public IEnumerable<FormFault> FaultsAt(string field) => Faults.Where(fault => fault.Field == field);

    /// <summary>The form filled with a stored statement; empty where there is none.</summary>
    public static ReplyForm Of(StatementContent? content, int basedOn) => new()
    {
        BasedOn = basedOn,
        Overall = content?.Overall ?? "",
        NotAffected = content?.NotAffected ?? false,
        Publication = content?.Publication ?? Publication.NotPublished,
        Resolution = ResolutionInput.Of(content?.Resolution),
        Paragraphs = (content?.Views ?? []).ToDictionary(
            view => view.ParagraphId,
            ParagraphInput.Of,
            StringComparer.Ordinal),
    };

    /// <summary>The form with another view of a paragraph; what it says in other places stays. Faults are found anew when it is read again.</summary>
    public ReplyForm With(string paragraphId, ParagraphView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return this with
        {
            Paragraphs = new Dictionary<string, ParagraphInput>(Paragraphs, StringComparer.Ordinal)
            {
                [paragraphId] = ParagraphInput.Of(view),
            },
        };
    }

    /// <summary>What it says as a statement, paragraphs in the draft's order.</summary>
    public StatementContent ToContent(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new StatementContent
        {
            Overall = NullIfBlank(Overall),
            NotAffected = NotAffected,
            Publication = Publication,
            Resolution = Resolution.ToResolution(),
            Views = [.. draft.Commentable
                .Select(paragraph => (paragraph.Id, Input: At(paragraph.Id)))
                .Where(pair => !pair.Input.IsEmpty)
                .Select(pair => pair.Input.ToView(pair.Id))],
        };
    }

    internal static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>The fields of one paragraph.</summary>
public sealed record ParagraphInput
{
    /// <summary>Nothing entered.</summary>
    public static ParagraphInput Nothing { get; } = new();

    /// <summary>The stance chosen; null for "offen".</summary>
    public Stance? Stance { get; init; }

    /// <summary>Reason or comment.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Proposed wording.</summary>
    public string Wording { get; init; } = "";

    /// <summary>Claimed by the equality officer.</summary>
    public bool Claimed { get; init; }

    /// <summary>Called not affected by the equality officer.</summary>
    public bool NotAffected { get; init; }

    /// <summary>The conference: ids of the councils that are ticked as its sources. They alone say nothing.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The fields filled with a view.</summary>
    public static ParagraphInput Of(ParagraphView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new()
        {
            Stance = view.Stance,
            Comment = view.Comment ?? "",
            Wording = view.ProposedWording ?? "",
            Claimed = view.Claimed,
            NotAffected = view.NotAffected,
            Sources = view.Sources ?? [],
        };
    }

    /// <summary>What it says of a paragraph.</summary>
    public ParagraphView ToView(string paragraphId) => new()
    {
        ParagraphId = paragraphId,
        Stance = Stance,
        Comment = ReplyForm.NullIfBlank(Comment),
        ProposedWording = ReplyForm.NullIfBlank(Wording),
        Claimed = Claimed,
        NotAffected = NotAffected,
        Sources = Sources.Count == 0 ? null : Sources,
    };

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Stance is null && !Claimed && !NotAffected && string.IsNullOrWhiteSpace(Comment) && string.IsNullOrWhiteSpace(Wording);
}

/// <summary>Something wrong with a field, or with the whole form.</summary>
/// <param name="Field">The field's name, which is also the id to jump to; null for the whole form.</param>
/// <param name="Key">Key of the sentence.</param>
/// <param name="Arguments">Its placeholders.</param>
public sealed record FormFault(string? Field, string Key, params object?[] Arguments);
