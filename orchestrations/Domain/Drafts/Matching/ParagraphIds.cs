using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Domain.Drafts.Matching;

/// <summary>Gives paragraphs their ids: those of the version before where the text is recognisably the same, else new ones.</summary>
internal static class ParagraphIds
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static IReadOnlyList<Paragraph> Assign(IReadOnlyList<Paragraph> paragraphs, Draft? previous, IReadOnlyCollection<string> retiredIds)
    {
        // An id of the version before that is not kept is retired with it.
        var used = new HashSet<string>(retiredIds, StringComparer.Ordinal);
        var old = previous?.Paragraphs ?? [];
        used.UnionWith(old.Select(paragraph => paragraph.Id));

        var kept = ParagraphMatching.Match(old, paragraphs);
        var result = new List<Paragraph>(paragraphs.Count);
        for (var i = 0; i < paragraphs.Count; i++)
            result.Add(paragraphs[i] with { Id = kept[i] is { } j ? old[j].Id : NewId(paragraphs[i], previous?.Hash, used) });
        return result;
    }

    // Derived, not random: reading the same file twice gives the same ids, and a retried request changes nothing.
    private static string NewId(Paragraph paragraph, string? salt, HashSet<string> used)
    {
        for (var attempt = 0; ; attempt++)
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"{salt}\u001f{paragraph.Kind}\u001f{paragraph.Text}\u001f{attempt}");
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(source));
            var id = new StringBuilder("p-", 10);
            for (var i = 0; i < 8; i++)
                id.Append(Alphabet[hash[i] & 31]);
            if (used.Add(id.ToString()))
                return id.ToString();
        }
    }
}
