namespace LipServerless.Web.Pages.Reply;

/// <summary>What a body can do now. Shown only: the command decides again when something is submitted.</summary>
public enum ReplyPhase
{
    /// <summary>Read the draft: the conference, until its councils have answered.</summary>
    Waiting,

    /// <summary>Submit and change.</summary>
    Open,

    /// <summary>Submit, marked late.</summary>
    Late,

    /// <summary>Read.</summary>
    Closed,
}
