namespace LipServerless.Domain.Drafts.Reading;

/// <summary>A text cut into pieces, before numbers, headings above and ids are known.</summary>
/// <param name="Title">The title as found in the text, not among the pieces; null if there is none.</param>
/// <param name="Pieces">The pieces in reading order.</param>
internal sealed record CutText(string? Title, IReadOnlyList<CutPiece> Pieces);

/// <summary>One piece of a cut text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, clean, not empty.</param>
/// <param name="Level">For headings 1 (outermost) and up; else 0.</param>
internal sealed record CutPiece(ParagraphKind Kind, string Text, int Level = 0);
