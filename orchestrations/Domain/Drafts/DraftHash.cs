using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Domain.Drafts;

/// <summary>
/// The fingerprint of what people decide on. The canonical form is UTF-8 without BOM: the word <c>lip-draft-1</c>, the title, then for each paragraph
/// its kind, the number of headings above it, <c>1</c> if it is flagged for equality (else <c>0</c>) and its text; fields end in U+001F,
/// records in U+001E (neither occurs in a text that was read). Ids, numbers and the file's name do not count; neither does line wrapping, because
/// a paragraph's text is already unwrapped. Any other change of a character, of order, of a heading or of a flag does.
/// </summary>
public static class DraftHash
{
    /// <summary>The hash of a draft with this title and these paragraphs: 64 lower-case hexadecimal digits.</summary>
    public static string Of(string title, IEnumerable<Paragraph> paragraphs)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(paragraphs);
        var canonical = new StringBuilder("lip-draft-1").Append('\u001e').Append(title).Append('\u001e');
        foreach (var paragraph in paragraphs)
        {
            canonical.Append(paragraph.Kind.ToString()).Append('\u001f')
                .Append(paragraph.Headings.Count.ToString(CultureInfo.InvariantCulture)).Append('\u001f')
                .Append(paragraph.EqualityRelevant ? '1' : '0').Append('\u001f')
                .Append(paragraph.Text).Append('\u001e');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
    }
}
