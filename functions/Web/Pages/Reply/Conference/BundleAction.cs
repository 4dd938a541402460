using LipServerless.Domain.Drafts;

namespace LipServerless.Web.Pages.Reply.Conference;

/// <summary>A button of the conference's workspace that fills fields from councils' views. Adopts nothing: what it fills is the working draft.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="ParagraphId">The paragraph; null for the overall view.</param>
/// <param name="CouncilId">The council whose words are taken; null where those that are ticked are.</param>
public sealed record BundleAction(BundleKind Kind, string? ParagraphId, string? CouncilId)
{
    private const string AdoptWord = "uebernehmen";
    private const string MergeWord = "zusammenfuehren";
    private const string OverallWord = "gesamtsicht";

    /// <summary>The value of the button that adopts a council's view.</summary>
    public static string Adopt(string paragraphId, string councilId) => $"{AdoptWord} {paragraphId} {councilId}";

    /// <summary>The value of the button that merges the ticked views.</summary>
    public static string Merge(string paragraphId) => $"{MergeWord} {paragraphId}";

    /// <summary>The value of the button that adds a council's overall view to the joint one.</summary>
    public static string Overall(string councilId) => $"{OverallWord} {councilId}";

    /// <summary>Reads a button's value; null where it is none of these, or names a paragraph that the draft does not have.</summary>
    public static BundleAction? Parse(string value, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(draft);
        return value.Split(' ') switch
        {
            [AdoptWord, var paragraph, var council] when IsAsked(paragraph, draft) => new BundleAction(BundleKind.Adopt, paragraph, council),
            [MergeWord, var paragraph] when IsAsked(paragraph, draft) => new BundleAction(BundleKind.Merge, paragraph, null),
            [OverallWord, var council] => new BundleAction(BundleKind.Overall, null, council),
            _ => null,
        };
    }

    private static bool IsAsked(string paragraphId, Draft draft) => draft.Find(paragraphId) is { IsCommentable: true };
}

/// <summary>What a button of the workspace does.</summary>
public enum BundleKind
{
    /// <summary>One council's view becomes the joint one.</summary>
    Adopt,

    /// <summary>The ticked views are joined.</summary>
    Merge,

    /// <summary>A council's overall view is added to the joint one.</summary>
    Overall,
}
