using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Bundling;

/// <summary>
/// What the conference makes of councils' views of a paragraph. A help in writing: nothing of it is adopted before a person has read,
/// changed and submitted it. Where councils differ, no stance is chosen for them.
/// </summary>
public static class JointDraft
{
    /// <summary>A council's view as the joint one: its stance and its own words.</summary>
    public static ParagraphView Adopt(CouncilView source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.View with { Claimed = false, Sources = [source.BodyId] };
    }

    /// <summary>
    /// Joins views: texts one below the other, each with the name of the council it comes from, behind what stands there already; a text
    /// that is in there is not added again. A wording on which all that propose one agree stands as it is. The stance is set only where
    /// none was chosen and all sources take the same.
    /// </summary>
    public static ParagraphView Merge(ParagraphView current, IReadOnlyList<CouncilView> sources)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(sources);
        var stances = sources.Select(source => source.View.Stance).Distinct().ToList();
        var wordings = sources.Where(source => !string.IsNullOrWhiteSpace(source.View.ProposedWording)).ToList();
        var isOneWording = wordings.DistinctBy(source => source.View.ProposedWording!.Trim()).Count() == 1;
        return current with
        {
            Stance = current.Stance ?? (stances is [var common] ? common : null),
            Comment = Append(current.Comment, Named(sources, view => view.Comment, current.Comment)),
            ProposedWording = isOneWording && string.IsNullOrWhiteSpace(current.ProposedWording)
                ? wordings[0].View.ProposedWording!.Trim()
                : Append(current.ProposedWording, isOneWording ? [wordings[0].View.ProposedWording!.Trim()] : Named(sources, view => view.ProposedWording, current.ProposedWording)),
            Sources = [.. (current.Sources ?? []).Union(sources.Select(source => source.BodyId), StringComparer.Ordinal)],
        };
    }

    /// <summary>A text with the council it comes from, below what stands there already.</summary>
    public static string Append(string? current, string name, string text) => Append(current, [Named(name, text)]) ?? "";

    // Councils that say the same in the same words are named together. What stands there as a paragraph of its own, adopted before, is there.
    private static IEnumerable<string> Named(IReadOnlyList<CouncilView> sources, Func<ParagraphView, string?> textOf, string? current) => sources
        .Where(source => !string.IsNullOrWhiteSpace(textOf(source.View)))
        .GroupBy(source => textOf(source.View)!.Trim(), StringComparer.Ordinal)
        .Where(same => !(current ?? "").Split("\n\n", StringSplitOptions.TrimEntries).Contains(same.Key, StringComparer.Ordinal))
        .Select(same => Named(string.Join(", ", same.Select(source => source.Name).Distinct(StringComparer.Ordinal)), same.Key));

    private static string Named(string name, string text) => $"{name}: {text.Trim()}";

    private static string? Append(string? current, IEnumerable<string> texts)
    {
        var joined = string.IsNullOrWhiteSpace(current) ? "" : current.TrimEnd();
        foreach (var text in texts)
        {
            if (!joined.Contains(text, StringComparison.Ordinal))
                joined = joined.Length == 0 ? text : $"{joined}\n\n{text}";
        }

        return joined.Length == 0 ? null : joined;
    }
}

/// <summary>A council's view of a paragraph, with whose it is.</summary>
public sealed record CouncilView(string BodyId, string Name, ParagraphView View);
