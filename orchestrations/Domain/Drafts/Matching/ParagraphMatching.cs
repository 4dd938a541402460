namespace LipServerless.Domain.Drafts.Matching;

/// <summary>
/// Says which paragraph of the version before each paragraph is. In this order, no paragraph used twice:
/// texts that read the same and are unique; equal neighbours of what is matched; repeated texts under the same headings, then anywhere;
/// then edited texts, the most similar pair first. A split leaves the old paragraph with the part most of it went to, a merge goes on from the largest source.
/// </summary>
internal static class ParagraphMatching
{
    /// <summary>For each new paragraph the index of the old one it continues, or null.</summary>
    public static int?[] Match(IReadOnlyList<Paragraph> old, IReadOnlyList<Paragraph> now)
    {
        var matching = new Pairs(old, now);
        if (old.Count > 0)
        {
            matching.PairUnique();
            matching.PairNeighbours();
            matching.PairRepeated((paragraph, text) => string.Join('\u001f', [text, .. paragraph.Headings]));
            matching.PairNeighbours();
            matching.PairRepeated((_, text) => text);
            EditedParagraphs.Pair(matching);
        }

        return matching.OldOfNew;
    }

    internal sealed class Pairs
    {
        private readonly string[] oldText;
        private readonly string[] newText;

        public Pairs(IReadOnlyList<Paragraph> old, IReadOnlyList<Paragraph> now)
        {
            Old = old;
            New = now;
            oldText = [.. old.Select(Identity)];
            newText = [.. now.Select(Identity)];
            OldOfNew = new int?[now.Count];
            NewOfOld = new int?[old.Count];
        }

        public IReadOnlyList<Paragraph> Old { get; }

        public IReadOnlyList<Paragraph> New { get; }

        public int?[] OldOfNew { get; }

        public int?[] NewOfOld { get; }

        public void Set(int o, int n)
        {
            OldOfNew[n] = o;
            NewOfOld[o] = n;
        }

        public void PairUnique() => PairByKey((_, text) => text, onlyUnique: true);

        public void PairRepeated(Func<Paragraph, string, string> key) => PairByKey(key, onlyUnique: false);

        public void PairNeighbours()
        {
            for (var n = 0; n < New.Count; n++)
                PairAlong(n, +1);
            for (var n = New.Count - 1; n >= 0; n--)
                PairAlong(n, -1);
        }

        private void PairAlong(int n, int step)
        {
            if (OldOfNew[n] is not { } o)
                return;
            int nextNew = n + step, nextOld = o + step;
            if (nextNew >= 0 && nextNew < New.Count && nextOld >= 0 && nextOld < Old.Count
                && OldOfNew[nextNew] is null && NewOfOld[nextOld] is null && newText[nextNew] == oldText[nextOld])
                Set(nextOld, nextNew);
        }

        private void PairByKey(Func<Paragraph, string, string> key, bool onlyUnique)
        {
            var waiting = Group(Old, oldText, NewOfOld, key);
            foreach (var (text, news) in Group(New, newText, OldOfNew, key))
            {
                if (!waiting.TryGetValue(text, out var olds) || (onlyUnique && (olds.Count > 1 || news.Count > 1)))
                    continue;
                for (var i = 0; i < Math.Min(olds.Count, news.Count); i++)
                    Set(olds[i], news[i]);
            }
        }

        private static Dictionary<string, List<int>> Group(
            IReadOnlyList<Paragraph> paragraphs, string[] texts, int?[] taken, Func<Paragraph, string, string> key)
        {
            var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            for (var i = 0; i < paragraphs.Count; i++)
            {
                if (taken[i] is not null)
                    continue;
                var name = key(paragraphs[i], texts[i]);
                if (!groups.TryGetValue(name, out var group))
                    groups.Add(name, group = []);
                group.Add(i);
            }

            return groups;
        }

        // A heading and a paragraph are never the same thing: comments hang on one and not on the other.
        private static string Identity(Paragraph paragraph) =>
            (paragraph.IsCommentable ? "" : "#") + TextIdentity.Normalize(paragraph.Text);
    }
}
