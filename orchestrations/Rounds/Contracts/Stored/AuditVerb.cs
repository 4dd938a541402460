namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>The words of the log. Frozen: stored logs use them.</summary>
public static class AuditVerb
{
    /// <summary>A round was started with a draft.</summary>
    public const string RoundStarted = "round-started";

    /// <summary>An orchestration was started for the round.</summary>
    public const string GenerationStarted = "generation-started";

    /// <summary>A body was asked.</summary>
    public const string BodyOpened = "body-opened";

    /// <summary>A reminder fell due.</summary>
    public const string Reminded = "reminded";

    /// <summary>A statement was submitted behind the link.</summary>
    public const string Submitted = "submitted";

    /// <summary>A statement was entered on behalf.</summary>
    public const string EnteredOnBehalf = "entered-on-behalf";

    /// <summary>A late statement was admitted or not.</summary>
    public const string LateDecided = "late-decided";

    /// <summary>What counts of web and paper was recorded.</summary>
    public const string ChannelChosen = "channel-chosen";

    /// <summary>A deadline was extended.</summary>
    public const string Extended = "extended";

    /// <summary>A body asked for more time, or changed what it had asked for.</summary>
    public const string MoreTimeRequested = "more-time-requested";

    /// <summary>A body's request for more time was refused; where it is granted, the deadline is extended.</summary>
    public const string MoreTimeRefused = "more-time-refused";

    /// <summary>A body was closed at its deadline.</summary>
    public const string BodyClosed = "body-closed";

    /// <summary>A body was closed early by staff.</summary>
    public const string ClosedEarly = "closed-early";

    /// <summary>A council marked its dissent from the joint view.</summary>
    public const string Dissented = "dissented";

    /// <summary>The equality officer claimed a paragraph as relevant for equality; the subject names version and paragraph.</summary>
    public const string EqualityClaimed = "equality-claimed";

    /// <summary>The equality officer recorded "nicht betroffen"; the subject names the version, and the paragraph where it is about one.</summary>
    public const string NotAffectedRecorded = "not-affected-recorded";

    /// <summary>Staff challenged it; the subject names the body and the paragraphs.</summary>
    public const string NotAffectedChallenged = "not-affected-challenged";

    /// <summary>A link was revoked.</summary>
    public const string LinkRevoked = "link-revoked";

    /// <summary>Somebody at a body's address said of a receipt "Das waren wir nicht".</summary>
    public const string Disowned = "disowned";

    /// <summary>Staff have seen to that.</summary>
    public const string DisownedSettled = "disowned-settled";

    /// <summary>A body's contact made a link for a colleague.</summary>
    public const string ColleagueLinkMade = "colleague-link-made";

    /// <summary>A body's contact withdrew a colleague's link.</summary>
    public const string ColleagueLinkWithdrawn = "colleague-link-withdrawn";

    /// <summary>A body's contact withdrew the link to forward and made a new one.</summary>
    public const string ForwardLinkRenewed = "forward-link-renewed";

    /// <summary>A link was sent again on demand.</summary>
    public const string LinkResent = "link-resent";

    /// <summary>A mail was handed to the mail service, or became a letter.</summary>
    public const string MailSent = "mail-sent";

    /// <summary>A mail was refused for good, or there is no contact to write to.</summary>
    public const string MailFailed = "mail-failed";

    /// <summary>A mail was overtaken before it left, and is not sent.</summary>
    public const string MailDropped = "mail-dropped";

    /// <summary>A mail reached a recipient, by report of the mail service.</summary>
    public const string MailDelivered = "mail-delivered";

    /// <summary>A mail did not reach a recipient, by report of the mail service; the detail says why.</summary>
    public const string MailNotDelivered = "mail-not-delivered";

    /// <summary>A body's address takes no mail: it gets no reminders until that is mended.</summary>
    public const string BodyUndeliverable = "body-undeliverable";

    /// <summary>Staff mended how a body is reached.</summary>
    public const string ContactMended = "contact-mended";

    /// <summary>A letter was posted.</summary>
    public const string LetterPosted = "letter-posted";

    /// <summary>The collection closed and the synopsis was frozen.</summary>
    public const string SynopsisFrozen = "synopsis-frozen";

    /// <summary>The steering group's decision was recorded.</summary>
    public const string Decided = "decided";

    /// <summary>The outcome was queued to all bodies.</summary>
    public const string OutcomeTold = "outcome-told";

    /// <summary>A revised draft was handed in and started the next round.</summary>
    public const string Revised = "revised";

    /// <summary>Something of the round was erased because its time had come; the subject names the rule, and how many rows, documents or files.</summary>
    public const string Erased = "erased";

    /// <summary>Something of a body was erased on request; the subject names the body, what, and which.</summary>
    public const string ErasedOnRequest = "erased-on-request";

    /// <summary>Handed over to another place; the last entry there was here, unless the round comes back. Subject: the round.</summary>
    public const string MovedAway = "moved-away";

    /// <summary>Was handed over, but lives on here after all. Subject: the round.</summary>
    public const string MoveUndone = "move-undone";

    /// <summary>Imported and living here from now on. Subject: the round and the hash of the archive's manifest.</summary>
    public const string MovedIn = "moved-in";
}
