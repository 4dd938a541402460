using System.Globalization;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;

namespace LipServerless.Activities.Commands.Rounds;

/// <summary>Flags that staff set in the settings: paragraphs with relevance for equality, by number or id.</summary>
internal static class Flags
{
    /// <summary>The draft with these paragraphs flagged; refused where one does not exist.</summary>
    public static Draft Apply(Draft draft, IReadOnlyList<string> flags)
    {
        if (flags.Count == 0)
            return draft;
        var unknown = flags.Where(f => !draft.Paragraphs.Any(p => Matches(p, f))).ToList();
        if (unknown.Count > 0)
        {
            throw new CommandRefusedException(
                Refusal.Invalid,
                "Ein markierter Absatz kommt im Entwurf nicht vor.",
                [.. unknown.Select(f => new SettingsFault("flags", $"Den Absatz '{f}' gibt es nicht: Nummer oder Kennung eines Absatzes angeben."))]);
        }

        return draft with
        {
            Paragraphs = [.. draft.Paragraphs.Select(p => flags.Any(f => Matches(p, f)) ? p with { EqualityRelevant = true } : p)],
        };
    }

    private static bool Matches(Paragraph paragraph, string flag) =>
        paragraph.IsCommentable && (paragraph.Id == flag || paragraph.Number.ToString(CultureInfo.InvariantCulture) == flag);
}
