using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Mails;

/// <summary>How an attempt to send a mail ended, for row and log; or that it has not ended yet.</summary>
internal sealed record MailEnd
{
    /// <summary>The code of a mail that was not sent because mails to its address came back before.</summary>
    public const string SuppressedCode = "suppressed";

    public static readonly MailEnd Letter = new() { State = MailState.Letter, Verb = AuditVerb.MailSent, Detail = "letter" };
    public static readonly MailEnd Dropped = new() { State = MailState.Dropped, Verb = AuditVerb.MailDropped };

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // The service keeps what it knows of a sending for a while only; delivery reports come anyway.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private MailEnd()
    {
    }

    private MailState State { get; init; }

    private string? Verb { get; init; }

    private string? Detail { get; init; }

    private DateTimeOffset? AcceptedAt { get; init; }

    private DateTimeOffset? NotBefore { get; init; }

    private int? Times { get; init; }

    /// <summary>Refused for good.</summary>
    public static MailEnd Refused(string code) => new() { State = MailState.Failed, Verb = AuditVerb.MailFailed, Detail = code };

    /// <summary>The service asks for patience: for as long as it says, and from the second time on ever longer.</summary>
    public static MailEnd PutOff(MailRecord mail, TimeSpan wait, DateTimeOffset now)
    {
        var least = mail.PutOff == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(Math.Min(LongestWait.TotalMinutes, Math.Pow(2, Math.Min(mail.PutOff - 1, 10))));
        return new() { State = MailState.Sending, AcceptedAt = mail.AcceptedAt, NotBefore = now + (wait > least ? wait : least), Times = mail.PutOff + 1 };
    }

    /// <summary>What follows from how far the service has come with a mail that it has accepted.</summary>
    public static MailEnd Of(Sending sending, MailRecord mail, DateTimeOffset now)
    {
        var acceptedAt = mail.AcceptedAt ?? now;
        var waited = now - acceptedAt;
        if (sending.Progress != SendingProgress.Running || waited >= Patience)
            return new() { State = MailState.Sent, Verb = AuditVerb.MailSent, AcceptedAt = acceptedAt };

        // As long again as it has already taken: a few questions, however long it takes.
        var wait = TimeSpan.FromTicks(Math.Clamp(waited.Ticks, ShortestWait.Ticks, LongestWait.Ticks));
        return new() { State = MailState.Sending, AcceptedAt = acceptedAt, NotBefore = now + (sending.AskAgainIn is { } wish && wish > wait ? wish : wait) };
    }

    /// <summary>The change to the mail's row, with its log entry; and to its body's, where no mail reaches that any more.</summary>
    public RoundChange Change(RoundView round, MailRecord mail, DateTimeOffset now)
    {
        var next = mail with
        {
            State = State,
            AcceptedAt = AcceptedAt,
            NotBefore = NotBefore,
            PutOff = Times ?? mail.PutOff,
            SentAt = State switch { MailState.Sent => AcceptedAt, MailState.Letter => now, _ => null },
            FailureCode = State == MailState.Failed ? Detail : null,
        };
        var change = new RoundChange { Put = [next], Audit = Verb is null ? [] : [OrchestrationLog.Entry(now, Verb, mail.MailId, Detail)] };
        return IsForTheAddress && !mail.IsToOffice && round.Body(mail.Recipient) is { } body ? BodyMark.Set(change, body, mail, now) : change;
    }

    /// <summary>Whether it failed because the address takes no mail: by our code, or the service's "EmailDroppedAllRecipientsSuppressed".</summary>
    public bool IsForTheAddress => State == MailState.Failed && Detail?.Contains(SuppressedCode, StringComparison.OrdinalIgnoreCase) == true;
}
