using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Drafts;
using LipServerless.Web.Pages.Reply.Beside;
using LipServerless.Web.Pages.Reply.Conference;
using LipServerless.Web.Pages.Reply.Delta;
using LipServerless.Web.Pages.Reply.MoreTime;
using LipServerless.Web.Pages.Reply.Remarks;
using LipServerless.Web.Pages.Reply.Working;

namespace LipServerless.Web.Pages.Reply;

/// <summary>All that the reply page shows.</summary>
public sealed record ReplyPageModel
{
    /// <summary>The link's token: part of the page's own address.</summary>
    public required string Token { get; init; }

    /// <summary>What the link allows.</summary>
    public required PageAccess Access { get; init; }

    /// <summary>Proof that the reply form is ours.</summary>
    public required string FormToken { get; init; }

    /// <summary>The round.</summary>
    public required RoundView Round { get; init; }

    /// <summary>The body whose page it is.</summary>
    public required BodyRecord Body { get; init; }

    /// <summary>The draft.</summary>
    public required Draft Draft { get; init; }

    /// <summary>What the body can do now.</summary>
    public required ReplyPhase Phase { get; init; }

    /// <summary>Instructions of the decision that returned the draft's predecessor.</summary>
    public PlacedInstructions Instructions { get; init; } = PlacedInstructions.None;

    /// <summary>In a later round: the difference to the round before; null in the first.</summary>
    public DraftDelta? Delta { get; init; }

    /// <summary>The body's own versions, newest first.</summary>
    public IReadOnlyList<StatementRecord> Versions { get; init; } = [];

    /// <summary>What stands in the fields.</summary>
    public required ReplyForm Form { get; init; }

    /// <summary>What is begun and not submitted.</summary>
    public required WorkingDraft Working { get; init; }

    /// <summary>Comments beside the paragraphs, for the body's own eyes.</summary>
    public BodyRemarks Remarks { get; init; } = new();

    /// <summary>The newest version handed in behind the link, as texts by field.</summary>
    public required IReadOnlyDictionary<string, string> Submitted { get; init; }

    /// <summary>The files of the working draft.</summary>
    public DraftAttachments Attachments { get; init; } = DraftAttachments.None;

    /// <summary>Somebody added or took out files since the page was shown: what is submitted must have been seen.</summary>
    public bool FilesChanged { get; init; }

    /// <summary>Files of the newest version handed in behind the link.</summary>
    public IReadOnlyList<Attachment> SubmittedFiles { get; init; } = [];

    /// <summary>Process time at which the page was made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>For the conference: the councils' views; null until every council has ended.</summary>
    public CouncilViews? Councils { get; init; }

    /// <summary>For the conference: what the button did that filled fields from councils' views.</summary>
    public BundleNote? BundleNote { get; init; }

    /// <summary>For a council: the adopted joint view; null where there is none.</summary>
    public JointView? Joint { get; init; }

    /// <summary>The body's request for more time.</summary>
    public required MoreTimeView MoreTime { get; init; }

    /// <summary>What was typed into the forms beside the statement, when it is shown back.</summary>
    public BesideInput Beside { get; init; } = BesideInput.Nothing;

    /// <summary>The settings' zone.</summary>
    public string Zone => Round.Round.Settings.TimeZone;

    /// <summary>Whether the page is the conference's workspace.</summary>
    public bool IsConference => Body.Kind == BodyKind.DelegateConference;

    /// <summary>Whether the page is the equality officer's.</summary>
    public bool IsEqualityOfficer => Body.Kind == BodyKind.EqualityOfficer;

    /// <summary>Whether the body can still submit anything; whether who looks at the page may, says <see cref="Access"/>.</summary>
    public bool CanSubmit => Phase is ReplyPhase.Open or ReplyPhase.Late;

    /// <summary>Whether the statement's fields can be written here and now.</summary>
    public bool MayWrite => CanSubmit && Access.MayDraft;

    /// <summary>Whether the page has a form at all: something can be typed into it.</summary>
    public bool HasForm => CanSubmit && (Access.MayDraft || Access.MayComment);

    /// <summary>Whose name stands beside what this page writes: that of a colleague's link, else as typed; null for none.</summary>
    public string? Author => Access.Name ?? (Working.Author.Length == 0 ? null : Working.Author);

    /// <summary>Whether its statement can be published without its name: not where the kind alone tells who it is.</summary>
    public bool CanHideName => Round.Bodies.Count(body => body.Kind == Body.Kind) > 1;

    /// <summary>Whether it can record a resolution.</summary>
    public bool IsCouncil => Body.Kind == BodyKind.IntegrationCouncil;

    /// <summary>What the form and its files say as a statement.</summary>
    public StatementContent ToContent() => Form.ToContent(Draft) with { Attachments = Attachments.Files };

    /// <summary>When the collection closes.</summary>
    public DateTimeOffset CollectionClosesAt => CollectionWindow.CollectionClosesAt(Round);

    /// <summary>Whether the equality officer has claimed a paragraph in what she submitted: it counts as hers.</summary>
    public bool HasClaimed(Paragraph paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return IsEqualityOfficer && Submitted.ContainsKey(FieldNames.Claim(paragraph.Id));
    }

    /// <summary>Whether a paragraph was flagged when the round started.</summary>
    public bool IsFlagged(Paragraph paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return Round.Round.FlaggedParagraphs.Contains(paragraph.Id);
    }
}

/// <summary>The joint view, as a council sees it.</summary>
public sealed record JointView
{
    /// <summary>Its row.</summary>
    public required StatementRecord Statement { get; init; }

    /// <summary>What it says; null once erased.</summary>
    public required StatementContent? Content { get; init; }

    /// <summary>When it was adopted.</summary>
    public required DateTimeOffset AdoptedAt { get; init; }

    /// <summary>Until when the council may mark "abweichend" (exclusive).</summary>
    public required DateTimeOffset DissentEndsAt { get; init; }

    /// <summary>Whether it still may.</summary>
    public required bool CanDissent { get; init; }

    /// <summary>What the council itself said and stands.</summary>
    public IReadOnlyList<StatementContent> Own { get; init; } = [];

    /// <summary>The council's own reason, where it set the mark.</summary>
    public string? OwnDissent { get; init; }
}
