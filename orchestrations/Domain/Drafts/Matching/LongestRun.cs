namespace LipServerless.Domain.Drafts.Matching;

/// <summary>Finds what stayed in order between two sequences: the heaviest increasing subsequence.</summary>
internal static class LongestRun
{
    /// <summary>
    /// For each element whether it belongs to the increasing subsequence of <paramref name="positions"/> with the greatest total weight.
    /// Positions are distinct and not negative; weights positive. O(n log n).
    /// </summary>
    public static bool[] Find(IReadOnlyList<int> positions, IReadOnlyList<int> weights)
    {
        var inOrder = new bool[positions.Count];
        if (positions.Count == 0)
            return inOrder;

        // A Fenwick tree of prefix maxima over positions: the element that ends the best run below a position.
        var size = positions.Max() + 1;
        var tree = new int[size + 1];
        Array.Fill(tree, -1);
        var best = new long[positions.Count];
        var before = new int[positions.Count];
        var end = -1;
        for (var i = 0; i < positions.Count; i++)
        {
            var at = -1;
            for (var p = positions[i]; p > 0; p -= p & -p)
            {
                if (tree[p] >= 0 && (at < 0 || best[tree[p]] > best[at]))
                    at = tree[p];
            }

            before[i] = at;
            best[i] = weights[i] + (at < 0 ? 0 : best[at]);
            for (var p = positions[i] + 1; p <= size; p += p & -p)
            {
                if (tree[p] < 0 || best[i] > best[tree[p]])
                    tree[p] = i;
            }

            if (end < 0 || best[i] > best[end])
                end = i;
        }

        for (; end >= 0; end = before[end])
            inOrder[end] = true;
        return inOrder;
    }
}
