namespace LipServerless.Web.Pages.Reply.Conference;

/// <summary>What a button of the workspace did, told where it did it.</summary>
/// <param name="ParagraphId">The paragraph; null for the overall view.</param>
/// <param name="Key">Key of the sentence.</param>
/// <param name="Arguments">Its placeholders.</param>
public sealed record BundleNote(string? ParagraphId, string Key, params object?[] Arguments);
