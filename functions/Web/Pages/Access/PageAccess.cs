using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Web.Pages.Access;

/// <summary>
/// What whoever holds a link may do on a body's reply page. It follows from the link and its row alone, never from the form; every POST
/// asks it.
/// </summary>
public sealed record PageAccess
{
    /// <summary>Reads only.</summary>
    public static PageAccess None { get; } = new() { Kind = LinkKind.Colleague };

    /// <summary>The body's own link, "Abgeben (nur für Sie)": everything.</summary>
    public static PageAccess Own { get; } = new() { Kind = LinkKind.Reply, MaySubmit = true, MayDraft = true, MayComment = true, MayAttach = true };

    /// <summary>"Lesen und mitschreiben – zum Weiterleiten".</summary>
    public static PageAccess Forwarded { get; } = new() { Kind = LinkKind.Forward, MayDraft = true, MayComment = true, MayAttach = true, Via = DraftFieldRecord.ViaForward };

    /// <summary>The kind of link.</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>Submit, give a nil return, choose publication, mark dissent, make links: what is done in the body's name.</summary>
    public bool MaySubmit { get; init; }

    /// <summary>Write into the working draft.</summary>
    public bool MayDraft { get; init; }

    /// <summary>Add files to the working draft, and take them out.</summary>
    public bool MayAttach { get; init; }

    /// <summary>Comment beside paragraphs, for the body's own eyes.</summary>
    public bool MayComment { get; init; }

    /// <summary>How what comes by this link is marked, as in <see cref="DraftFieldRecord.Via"/>.</summary>
    public string? Via { get; init; }

    /// <summary>The name that the body's contact gave a colleague's link; null for the other kinds.</summary>
    public string? Name { get; init; }

    /// <summary>Ids of the paragraphs it is limited to; null for all.</summary>
    public IReadOnlySet<string>? Paragraphs { get; init; }

    /// <summary>Limited to some paragraphs: of the body's texts it shows these alone.</summary>
    public bool IsLimited => Paragraphs is not null;

    /// <summary>Of a colleague's link.</summary>
    public static PageAccess Of(ColleagueLinkRecord link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new PageAccess
        {
            Kind = LinkKind.Colleague,
            MayDraft = link.Role == ColleagueRole.Draft,
            MayComment = link.Role is ColleagueRole.Draft or ColleagueRole.Comment,
            // Files belong to the whole statement.
            MayAttach = link is { Role: ColleagueRole.Draft, Paragraphs: null },
            Via = link.LinkId,
            Paragraphs = link.Paragraphs?.ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Whether a button of the reply form may be pressed. Buttons that store nothing may be pressed by all.</summary>
    public bool MayPress(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action switch
        {
            ReplyActions.AskNil or ReplyActions.ConfirmNil or ReplyActions.Review or ReplyActions.Submit => MaySubmit,
            ReplyActions.Save => MayDraft,
            ReplyActions.Comment => MayComment,
            ReplyActions.Attach => MayAttach,
            _ when action.StartsWith(ReplyActions.RemovePrefix, StringComparison.Ordinal) => MayAttach,
            _ when action.StartsWith(ReplyActions.RemoveCommentPrefix, StringComparison.Ordinal) => MayComment,
            _ => true,
        };
    }

    /// <summary>Whether the body's texts at a paragraph may be read.</summary>
    public bool Reads(string paragraphId) => Paragraphs?.Contains(paragraphId) ?? true;

    /// <summary>Whether a field of the reply form may be read.</summary>
    public bool ReadsField(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Paragraphs is null || (FieldNames.ParagraphOf(field) is { } paragraph && Paragraphs.Contains(paragraph));
    }

    /// <summary>Whether a field of the reply form may be written.</summary>
    public bool MayWrite(string field) => MayDraft && ReadsField(field) && (MaySubmit || field != FieldNames.Publication);

    /// <summary>Whether a comment may be removed: one's own, and by the body's contact any. A link that many hold removes none.</summary>
    public bool MayRemove(DraftCommentRecord comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        return MaySubmit || (MayComment && Kind == LinkKind.Colleague && Via is not null && comment.Via == Via && Reads(comment.ParagraphId));
    }
}
