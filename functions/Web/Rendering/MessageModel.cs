using Microsoft.AspNetCore.Components;

namespace LipServerless.Web.Rendering;

/// <summary>A message: what is the matter and what to do now.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Sentences">One paragraph each.</param>
/// <param name="Kept">Below it: what the reader had typed, so that nothing is lost.</param>
public sealed record MessageModel(string Title, IReadOnlyList<string> Sentences, RenderFragment? Kept = null);
