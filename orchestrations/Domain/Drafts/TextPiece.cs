using System.Text.Json.Serialization;

namespace LipServerless.Domain.Drafts;

/// <summary>What became of a piece of text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextChange>))]
public enum TextChange
{
    /// <summary>In both texts.</summary>
    Same,

    /// <summary>Only in the later text.</summary>
    Added,

    /// <summary>Only in the earlier text.</summary>
    Removed,
}

/// <summary>A piece of two compared texts.</summary>
/// <param name="Change">Which of the two it is in.</param>
/// <param name="Text">The text, spaces included.</param>
public sealed record TextPiece(TextChange Change, string Text);
