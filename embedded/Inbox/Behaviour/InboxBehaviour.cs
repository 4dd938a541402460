using System.Text.Json.Serialization;

namespace LipServerless.Embedded.Inbox.Behaviour;

/// <summary>
/// What goes wrong at the inbox, as <c>GET</c> and <c>PUT /api/behaviour</c> show and take it. Its defaults are a mail service on a good day.
/// </summary>
/// <remarks>
/// A member whose name ends in <c>Next</c> counts down: with 3, the next three sends are struck. A send is struck by one of them at most, in
/// the order in which they stand here. Seconds are the system's, not the process's.
/// </remarks>
public sealed record InboxBehaviour
{
    /// <summary>So many sends are refused with 429 <c>TooManyRequests</c> and <see cref="RetryAfterSeconds"/>.</summary>
    public int ThrottleNext { get; init; }

    /// <summary>The <c>Retry-After</c> of these refusals; 0 to 86400.</summary>
    public int RetryAfterSeconds { get; init; } = 10;

    /// <summary>So many sends are refused with <see cref="RefuseStatus"/>.</summary>
    public int RefuseNext { get; init; }

    /// <summary>400 to 599.</summary>
    public int RefuseStatus { get; init; } = 503;

    /// <summary>Sends accepted in any minute, further ones get 429; null: as <see cref="InboxOptions.SendsPerMinute"/> says.</summary>
    public int? SendsPerMinute { get; init; }

    /// <summary>Status reads answered in any minute, further ones get 429; null: no limit.</summary>
    public int? StatusReadsPerMinute { get; init; }

    /// <summary>So many mails are stored and their senders' connections broken.</summary>
    public int LoseAnswerNext { get; init; }

    /// <summary>So many operations end as <c>Failed</c> with <see cref="FailCode"/>; nobody gets these mails.</summary>
    public int FailNext { get; init; }

    /// <summary>The error's code: letters and digits, 100 at most.</summary>
    public string FailCode { get; init; } = "EmailDropped";

    /// <summary>So many operations stay <c>Running</c> for <see cref="StayRunningSeconds"/>; or until the inbox is started again.</summary>
    public int StayRunningNext { get; init; }

    /// <summary>1 to 86400.</summary>
    public int StayRunningSeconds { get; init; } = 60;

    /// <summary>What a known operation id gets; null: as <see cref="InboxOptions.Reuse"/> says.</summary>
    public OperationReuse? OperationReuse { get; init; }

    /// <summary>Delivery reports are held back.</summary>
    public bool ReportsPaused { get; init; }

    /// <summary>Each delivery report is sent twice.</summary>
    public bool ReportsTwice { get; init; }

    /// <summary>The newest waiting report goes first.</summary>
    public bool ReportsNewestFirst { get; init; }

    /// <summary>Reports in one request, 1 to 100.</summary>
    public int ReportsPerRequest { get; init; } = 1;

    /// <summary>What becomes of mails to some recipients; all others get theirs. A rule for an address comes before one for its domain.</summary>
    public IReadOnlyList<RecipientRule> Recipients { get; init; } = [];

    /// <summary>Whether nothing is out of the ordinary.</summary>
    [JsonIgnore]
    public bool IsOrdinary =>
        this is
        {
            ThrottleNext: 0, RefuseNext: 0, SendsPerMinute: null, StatusReadsPerMinute: null, LoseAnswerNext: 0, FailNext: 0, StayRunningNext: 0,
            OperationReuse: null, ReportsPaused: false, ReportsTwice: false, ReportsNewestFirst: false, Recipients.Count: 0
        };
}

/// <summary>What becomes of mails to an address, or to all addresses of a domain.</summary>
/// <param name="Address">An address, or <c>@</c> and a domain. Case does not count.</param>
/// <param name="Outcome">What becomes of them.</param>
public sealed record RecipientRule(string Address, DeliveryOutcome Outcome);

/// <summary>What becomes of a mail at its recipient, as delivery reports tell it.</summary>
public enum DeliveryOutcome
{
    /// <summary>It arrives: <c>Delivered</c>.</summary>
    Delivered,

    /// <summary>A hard bounce: <c>Bounced</c>; the address is on the suppression list from then on, for 24 hours at first.</summary>
    Bounced,

    /// <summary><c>Delivered</c>, then <c>Bounced</c>: some servers refuse only after they have accepted. Suppressed like a hard bounce.</summary>
    BouncedLater,

    /// <summary>A full mailbox, say: <c>Failed</c>, and the next mail is tried again.</summary>
    SoftBounced,

    /// <summary>Not even tried, for it bounced for somebody else: <c>Suppressed</c>.</summary>
    Suppressed,

    /// <summary><c>Quarantined</c>.</summary>
    Quarantined,

    /// <summary><c>FilteredSpam</c>.</summary>
    FilteredSpam,

    /// <summary>A distribution list: <c>Expanded</c>.</summary>
    Expanded,

    /// <summary><c>Failed</c>.</summary>
    Failed,

    /// <summary>Nothing is ever heard of it.</summary>
    NoReport,
}
