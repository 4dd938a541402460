namespace LipServerless.Web.Pages.Reply;

/// <summary>Names of the reply page's fields; short, since there are four for each paragraph.</summary>
public static class FieldNames
{
    /// <summary>The overall view.</summary>
    public const string Overall = "overall";

    /// <summary>The equality officer's "nicht betroffen".</summary>
    public const string NotAffected = "notAffected";

    /// <summary>The newest version the author had before them.</summary>
    public const string BasedOn = "basedOn";

    /// <summary>Which button was pressed.</summary>
    public const string Action = "action";

    /// <summary>The page that a form stands on, where it is not the reply page itself: one of <see cref="ReplyViews"/>.</summary>
    public const string View = "ansicht";

    /// <summary>The page's language.</summary>
    public const string Language = "sprache";

    /// <summary>The choice for the public edition.</summary>
    public const string Publication = "publication";

    /// <summary>The date of a council's resolution.</summary>
    public const string ResolutionDate = "resolutionDate";

    /// <summary>Votes for.</summary>
    public const string ResolutionFor = "resolutionFor";

    /// <summary>Votes against.</summary>
    public const string ResolutionAgainst = "resolutionAgainst";

    /// <summary>Abstentions.</summary>
    public const string ResolutionAbstentions = "resolutionAbstentions";

    /// <summary>The name of whoever writes: optional, for the others of the body.</summary>
    public const string Author = "wer";

    /// <summary>The opened page.</summary>
    public const string Session = "seite";

    /// <summary>Marks of the texts that the page had shown.</summary>
    public const string Seen = "gesehen";

    /// <summary>Files to attach.</summary>
    public const string Files = "anhang";

    /// <summary>The minutes of a council's resolution, as a file.</summary>
    public const string Minutes = "protokoll";

    /// <summary>A mark of the files that the page had shown.</summary>
    public const string Attached = "dateien";

    /// <summary>A council's reason for "abweichend".</summary>
    public const string DissentReason = "reason";

    /// <summary>Why a body needs more time.</summary>
    public const string MoreTimeReason = "mehrZeitGrund";

    /// <summary>Until when it wishes to have time.</summary>
    public const string MoreTimeUntil = "mehrZeitBis";

    /// <summary>Stance of a paragraph.</summary>
    public static string Stance(string paragraphId) => $"s-{paragraphId}";

    /// <summary>Comment on a paragraph.</summary>
    public static string Comment(string paragraphId) => $"c-{paragraphId}";

    /// <summary>Proposed wording of a paragraph.</summary>
    public static string Wording(string paragraphId) => $"w-{paragraphId}";

    /// <summary>Claim of a paragraph as relevant for equality.</summary>
    public static string Claim(string paragraphId) => $"k-{paragraphId}";

    /// <summary>The equality officer: a flagged paragraph is not affected.</summary>
    public static string NotAffectedAt(string paragraphId) => $"n-{paragraphId}";

    /// <summary>The conference: the councils on whose views the joint view of a paragraph rests; a field for each that is ticked.</summary>
    public static string Sources(string paragraphId) => $"q-{paragraphId}";

    /// <summary>A new comment beside a paragraph, for the body's own eyes: no field of the statement.</summary>
    public static string Remark(string paragraphId) => $"u-{paragraphId}";

    /// <summary>The paragraph that a field belongs to; null for fields of the whole statement.</summary>
    public static string? ParagraphOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Length > 2 && field[1] == '-' ? field[2..] : null;
    }
}

/// <summary>Values of the buttons of the reply page. Only the last two submit anything.</summary>
public static class ReplyActions
{
    /// <summary>Show the form again as it stands.</summary>
    public const string Edit = "edit";

    /// <summary>Ask whether a nil return is meant.</summary>
    public const string AskNil = "nil";

    /// <summary>Change the page's language, keeping what was typed: followed by the language.</summary>
    public const string LanguagePrefix = "sprache-";

    /// <summary>Save the working draft: counts for nothing.</summary>
    public const string Save = "save";

    /// <summary>Add the chosen files: every other button does so, too.</summary>
    public const string Attach = "attach";

    /// <summary>Take a file out: followed by its hash.</summary>
    public const string RemovePrefix = "remove-";

    /// <summary>Save, and add the comments typed.</summary>
    public const string Comment = "comment";

    /// <summary>Remove a comment: followed by its id.</summary>
    public const string RemoveCommentPrefix = "comment-remove-";

    /// <summary>Show what would be submitted, and what is still open.</summary>
    public const string Review = "review";

    /// <summary>Store a nil return.</summary>
    public const string ConfirmNil = "nil-confirmed";

    /// <summary>Store the statement.</summary>
    public const string Submit = "submit";
}

/// <summary>Pages around the reply form: switching the language stays on them.</summary>
public static class ReplyViews
{
    /// <summary>What would be submitted.</summary>
    public const string Review = "review";

    /// <summary>Whether a nil return is meant.</summary>
    public const string Nil = "nil";
}
