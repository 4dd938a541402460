namespace LipServerless.Web.Legal;

/// <summary>A legal text in one language, ready to be shown.</summary>
/// <param name="Kind">Which page it is.</param>
/// <param name="Language">IETF tag of its language.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Html">What follows the heading: made from Markdown, no markup of its author's passes.</param>
/// <param name="IsSample">Whether the sample's mark stands in it: the office has yet to replace it.</param>
public sealed record LegalText(LegalPageKind Kind, string Language, string Title, string Html, bool IsSample);
