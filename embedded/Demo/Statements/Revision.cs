using System.Text;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Embedded.Demo.Http;

namespace LipServerless.Embedded.Demo.Statements;

/// <summary>What the steering group asks for, and the revised draft that follows it.</summary>
internal sealed record Revision
{
    private const int ShortestToAmend = 80;

    /// <summary>The instructions, each at its paragraph.</summary>
    public required IReadOnlyList<DecisionInstruction> Instructions { get; init; }

    /// <summary>The revised draft.</summary>
    public required DraftFile File { get; init; }

    /// <summary>The sample's instructions and its second draft.</summary>
    public static Revision OfSample(Draft first) => new()
    {
        Instructions =
        [
            .. SampleDrafts.Instructions.Select(instruction => new DecisionInstruction(
                first.Commentable.First(p => p.Text.StartsWith(instruction.ParagraphBegins, StringComparison.Ordinal)).Id, instruction.Text)),
        ],
        File = new(SampleDrafts.SecondName, SampleDrafts.Second),
    };

    /// <summary>Instructions to some paragraphs of any draft, and that draft with a sentence more in each of them.</summary>
    public static Revision OfAny(Draft first, Script script)
    {
        var chosen = Choose(first, script.Instructions.Count);
        var amendments = chosen.Select((paragraph, i) => (paragraph.Id, Sentence: script.Amendments[i])).ToDictionary(a => a.Id, a => a.Sentence);
        return new()
        {
            Instructions = [.. chosen.Select((paragraph, i) => new DecisionInstruction(paragraph.Id, script.Instructions[i]))],
            File = new("entwurf-ueberarbeitet.md", Encoding.UTF8.GetBytes(MarkdownDraft.Write(first, amendments))),
        };
    }

    // Running text of some length, spread over the draft; a draft of tables only is amended where it can be.
    private static List<Paragraph> Choose(Draft draft, int most)
    {
        var fit = draft.Commentable.Where(p => p.Kind == ParagraphKind.Text && p.Text.Length >= ShortestToAmend).ToList();
        if (fit.Count < most)
            fit = [.. draft.Commentable];
        var count = Math.Min(most, fit.Count);
        return [.. Enumerable.Range(0, count).Select(i => fit[((2 * i) + 1) * fit.Count / (2 * count)])];
    }
}
