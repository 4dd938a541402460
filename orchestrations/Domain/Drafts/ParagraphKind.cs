using System.Text.Json.Serialization;

namespace LipServerless.Domain.Drafts;

/// <summary>What a paragraph of a draft is. Written by name in JSON; new kinds are added at the end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParagraphKind>))]
public enum ParagraphKind
{
    /// <summary>Running text.</summary>
    Text,

    /// <summary>A heading; not commentable, carries number 0.</summary>
    Heading,

    /// <summary>One item of a list. Numbered items keep their number in the text, bullets are left out.</summary>
    ListItem,

    /// <summary>Figures, addresses, lists of names: everything whose line breaks (<c>\n</c>) carry meaning. One line a row.</summary>
    Table,

    /// <summary>A quotation (Markdown only).</summary>
    Quote,
}
