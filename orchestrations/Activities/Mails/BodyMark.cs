using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Mails;

/// <summary>Marks a body whose address takes no mail.</summary>
internal static class BodyMark
{
    /// <summary>The change, with the mark and its log entry; as it was where the body is marked already.</summary>
    public static RoundChange Set(RoundChange change, BodyRecord body, MailRecord mail, DateTimeOffset now) => body.Undeliverable is not null
        ? change
        : change with
        {
            Put = [.. change.Put, body with { Undeliverable = new() { At = now, MailId = mail.MailId } }],
            Audit = [.. change.Audit, OrchestrationLog.Entry(now, AuditVerb.BodyUndeliverable, body.BodyId)],
        };
}
