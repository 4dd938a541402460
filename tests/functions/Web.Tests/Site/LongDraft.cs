using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Testing.Fakes;

namespace LipServerless.Web.Tests.Site;

/// <summary>A draft of two hundred paragraphs in the words of the sample draft: what the page's size and speed are measured with.</summary>
internal static class LongDraft
{
    /// <summary>How many paragraphs.</summary>
    public const int Paragraphs = 200;

    // About what a paragraph of the city's own papers has.
    private const int WordsOfAParagraph = 60;
    private const int ParagraphsOfATheme = 34;

    /// <summary>A full round over that draft.</summary>
    public static RoundBuilder Round()
    {
        var builder = RoundBuilder.Full();
        var sample = DraftReader.Read(SampleDrafts.First, SampleDrafts.FirstName, DraftLimits.Default).Draft!;
        var words = sample.Commentable.SelectMany(paragraph => paragraph.Text.Split(' ')).ToArray();
        var random = new Random(1);
        builder.Draft = builder.Draft with
        {
            Paragraphs =
            [
                .. Enumerable.Range(1, Paragraphs).Select(number => new Paragraph
                {
                    Id = $"p-{random.NextInt64(1L << 40):x8}"[..10],
                    Number = number,
                    Kind = ParagraphKind.Text,
                    Text = string.Join(' ', Enumerable.Range(0, WordsOfAParagraph).Select(_ => words[random.Next(words.Length)])),
                    Theme = $"Themenfeld {number / ParagraphsOfATheme}",
                }),
            ],
        };
        return builder;
    }

    /// <summary>A statement that says something of every third paragraph, with a wording of its own at some.</summary>
    public static Domain.Statements.StatementContent Answer(Draft draft) => new()
    {
        Overall = "Wir danken für den Entwurf und bitten, unsere Anmerkungen zu berücksichtigen.",
        Views = [.. draft.Commentable.Where(paragraph => paragraph.Number % 3 == 0).Select(paragraph => new Domain.Statements.ParagraphView
        {
            ParagraphId = paragraph.Id,
            Stance = Domain.Statements.Stance.AgreeWithChanges,
            Comment = $"Zu Absatz {paragraph.Number}: bitte genauer fassen und die Zuständigkeit nennen.",
            ProposedWording = paragraph.Number % 9 == 0 ? paragraph.Text.Replace(" und ", " sowie ", StringComparison.Ordinal) : null,
        })],
    };
}
