using System.Text;
using System.Text.RegularExpressions;
using DiffPlex;

namespace LipServerless.Domain.Drafts.Matching;

/// <summary>The difference of two texts by word.</summary>
internal static partial class WordDifference
{
    public static List<TextPiece> Between(string before, string after)
    {
        var diff = new Differ().CreateCustomDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Tokens);
        var pieces = new Pieces();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            pieces.Same(diff.PiecesOld[at..block.DeleteStartA]);
            pieces.Replace(diff.PiecesOld[block.DeleteStartA..(block.DeleteStartA + block.DeleteCountA)], diff.PiecesNew[block.InsertStartB..(block.InsertStartB + block.InsertCountB)]);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        pieces.Same(diff.PiecesOld[at..]);
        return pieces.Finish();
    }

    private static string[] Tokens(string text) => [.. Token().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\s+|[\uD800-\uDBFF][\uDC00-\uDFFF]|[\p{L}\p{M}\p{N}*]+|.", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Token();

    // Collects replaced text; a space between two replacements belongs to them, or "neue Wege" for "alte Pfade" would be read in four pieces.
    private sealed class Pieces
    {
        private readonly List<TextPiece> pieces = [];
        private readonly StringBuilder removed = new();
        private readonly StringBuilder added = new();
        private readonly StringBuilder same = new();

        public void Same(string[] tokens)
        {
            foreach (var token in tokens)
                same.Append(token);
        }

        public void Replace(string[] gone, string[] come)
        {
            if (same.Length > 0)
            {
                if (removed.Length > 0 && added.Length > 0 && gone.Length > 0 && come.Length > 0 && string.IsNullOrWhiteSpace(same.ToString()))
                {
                    removed.Append(same);
                    added.Append(same);
                    same.Clear();
                }
                else
                {
                    Flush();
                }
            }

            removed.AppendJoin("", gone);
            added.AppendJoin("", come);
        }

        public List<TextPiece> Finish()
        {
            Flush();
            return pieces;
        }

        private void Flush()
        {
            Put(TextChange.Removed, removed);
            Put(TextChange.Added, added);
            Put(TextChange.Same, same);
        }

        private void Put(TextChange change, StringBuilder text)
        {
            if (text.Length > 0)
                pieces.Add(new TextPiece(change, text.ToString()));
            text.Clear();
        }
    }
}
