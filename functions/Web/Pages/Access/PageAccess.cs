using LipServerless.Web.Pages.Reply;

namespace LipServerless.Web.Pages.Access;

/// <summary>
/// What whoever holds a link may do on a body's reply page. It follows from the link's kind alone, never from the form; every POST asks it.
/// </summary>
public sealed record PageAccess
{
    /// <summary>Reads only.</summary>
    public static PageAccess None { get; } = new();

    /// <summary>The body's own link, "Abgeben (nur für Sie)": everything.</summary>
    public static PageAccess Own { get; } = new() { MaySubmit = true, MayDraft = true, MayAttach = true };

    /// <summary>"Lesen und mitschreiben – zum Weiterleiten".</summary>
    public static PageAccess Forwarded { get; } = new() { MayDraft = true, MayAttach = true, IsForwarded = true };

    /// <summary>Submit, give a nil return, choose publication, mark dissent: what is done in the body's name.</summary>
    public bool MaySubmit { get; init; }

    /// <summary>Write into the working draft.</summary>
    public bool MayDraft { get; init; }

    /// <summary>Add files to the working draft, and take them out.</summary>
    public bool MayAttach { get; init; }

    /// <summary>The link to forward: any number of people may hold it.</summary>
    public bool IsForwarded { get; init; }

    /// <summary>Whether a button of the reply form may be pressed. Buttons that store nothing may be pressed by all.</summary>
    public bool MayPress(string action) => action switch
    {
        ReplyActions.AskNil or ReplyActions.ConfirmNil or ReplyActions.Review or ReplyActions.Submit => MaySubmit,
        ReplyActions.Save => MayDraft,
        ReplyActions.Attach => MayAttach,
        _ when action.StartsWith(ReplyActions.RemovePrefix, StringComparison.Ordinal) => MayAttach,
        _ => true,
    };

    /// <summary>Whether a field of the reply form may be written.</summary>
    public bool MayWrite(string field) => MayDraft && (MaySubmit || field != FieldNames.Publication);
}
