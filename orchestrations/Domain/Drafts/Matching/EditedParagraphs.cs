namespace LipServerless.Domain.Drafts.Matching;

/// <summary>Pairs paragraphs whose text was edited, by the words they share.</summary>
internal static class EditedParagraphs
{
    // Between the same matched neighbours less is needed than across the paper.
    private const double EnoughInPlace = 0.45;
    private const double EnoughElsewhere = 0.6;

    // Parts of a split or merge are contained in the whole though much shorter; tiny ones are so by chance.
    private const double EnoughContained = 0.75;
    private const int FewestContained = 6;

    // Of this many candidates for a paragraph, those that share most words are compared.
    private const int Candidates = 12;

    public static void Pair(ParagraphMatching.Pairs pairs)
    {
        var olds = Bags(pairs.Old, pairs.NewOfOld);
        var news = Bags(pairs.New, pairs.OldOfNew);
        if (olds.Count == 0 || news.Count == 0)
            return;

        var gapOfOld = Gaps(pairs.NewOfOld, (n, _) => n);
        var gapOfNew = Gaps(pairs.OldOfNew, (_, n) => n);
        var scored = new List<(double Score, int Distance, int Old, int New)>();
        foreach (var (o, n) in Likely(olds, news))
        {
            if (pairs.Old[o].IsCommentable != pairs.New[n].IsCommentable)
                continue;
            var inPlace = gapOfOld[o] == gapOfNew[n];
            var score = Score(olds[o], news[n], inPlace);
            if (score > 0)
                scored.Add((score + (inPlace ? 0.1 : 0), Math.Abs(o - n), o, n));
        }

        foreach (var (_, _, o, n) in scored.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Distance).ThenBy(pair => pair.New).ThenBy(pair => pair.Old))
        {
            if (pairs.NewOfOld[o] is null && pairs.OldOfNew[n] is null)
                pairs.Set(o, n);
        }
    }

    private static double Score(Bag old, Bag now, bool inPlace)
    {
        var shared = old.Shared(now);
        var smaller = Math.Min(old.Size, now.Size);
        var alike = 2.0 * shared / (old.Size + now.Size);

        // Of the parts of a split the one with most of the old text scores highest, as does the largest source of a merge.
        var contained = smaller >= FewestContained && shared >= EnoughContained * smaller
            ? EnoughInPlace + (0.15 * shared / Math.Max(old.Size, now.Size)) : 0;
        var enough = inPlace ? EnoughInPlace : EnoughElsewhere;
        return Math.Max(alike >= enough ? alike : 0, inPlace ? contained : 0);
    }

    private static Dictionary<int, Bag> Bags(IReadOnlyList<Paragraph> paragraphs, int?[] taken)
    {
        var bags = new Dictionary<int, Bag>();
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (taken[i] is null)
                bags.Add(i, new Bag(TextIdentity.Words(TextIdentity.Normalize(paragraphs[i].Text))));
        }

        return bags;
    }

    // The gap of a paragraph is the number of the last matched one before it, so that both sides of a gap get the same number.
    private static int[] Gaps(int?[] partner, Func<int, int, int> newIndex)
    {
        var gaps = new int[partner.Length];
        var gap = -1;
        for (var i = 0; i < partner.Length; i++)
        {
            if (partner[i] is { } other)
                gap = newIndex(other, i);
            gaps[i] = gap;
        }

        return gaps;
    }

    // Comparing every pair would take seconds for two wholly different papers of 2000 paragraphs: go by shared words.
    private static IEnumerable<(int Old, int New)> Likely(Dictionary<int, Bag> olds, Dictionary<int, Bag> news)
    {
        if ((long)olds.Count * news.Count <= 40_000)
        {
            foreach (var n in news.Keys)
            {
                foreach (var o in olds.Keys)
                    yield return (o, n);
            }

            yield break;
        }

        var where = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (o, bag) in olds)
        {
            foreach (var word in bag.Counts.Keys)
            {
                if (!where.TryGetValue(word, out var list))
                    where.Add(word, list = []);
                list.Add(o);
            }
        }

        var common = Math.Max(20, olds.Count / 40);
        var hits = new int[olds.Keys.Max() + 1];
        foreach (var (n, bag) in news)
        {
            var touched = new List<int>();
            foreach (var word in bag.Counts.Keys)
            {
                if (!where.TryGetValue(word, out var list) || list.Count > common)
                    continue;
                foreach (var o in list)
                {
                    if (hits[o]++ == 0)
                        touched.Add(o);
                }
            }

            foreach (var o in touched.OrderByDescending(o => hits[o]).ThenBy(o => o).Take(Candidates))
                yield return (o, n);
            touched.ForEach(o => hits[o] = 0);
        }
    }

    private sealed class Bag
    {
        public Bag(List<string> words)
        {
            Size = words.Count;
            foreach (var word in words)
                Counts[word] = Counts.GetValueOrDefault(word) + 1;
        }

        public int Size { get; }

        public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

        public int Shared(Bag other)
        {
            var (small, large) = Counts.Count <= other.Counts.Count ? (this, other) : (other, this);
            return small.Counts.Sum(pair => Math.Min(pair.Value, large.Counts.GetValueOrDefault(pair.Key)));
        }
    }
}
