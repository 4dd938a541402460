using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary><c>POST /emails:send</c>: checks a mail, stores it, and only then says 202.</summary>
internal sealed class SendEndpoint(LiveBehaviour behaviour, MailStore store, ReportLog reports, RequestSignature signature, OperationStates states)
{
    private const int LargestBody = 10 * 1024 * 1024;

    // Two POSTs of one operation id must not both find it unknown. Stripes: few enough to keep, enough not to wait for strangers.
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];
    private long posts;

    public async Task HandleAsync(HttpContext context)
    {
        var post = Interlocked.Increment(ref posts);
        store.CountPost();

        var body = await BoundedBody.ReadAsync(context, LargestBody);
        if (body is null)
        {
            await new AcsError(413, "RequestEntityTooLarge", "The request is larger than 10 MB.").WriteAsync(context);
            return;
        }

        if ((Authenticate(context, signature, body) ?? CheckForm(context)) is { } refused)
        {
            await refused.WriteAsync(context);
            return;
        }

        var (mail, malformed) = SubmittedMail.Read(body);
        var (operationId, badId) = ReadOperationId(context.Request);
        if ((malformed ?? badId) is { } wrong)
        {
            await wrong.WriteAsync(context);
            return;
        }

        var stripe = stripes[(uint)operationId.GetHashCode() % stripes.Length];
        await stripe.WaitAsync(context.RequestAborted);
        try
        {
            await AcceptAsync(context, post, operationId, mail!, body);
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>Says what is wrong with a request's signature; null if nothing is.</summary>
    public static AcsError? Authenticate(HttpContext context, RequestSignature signature, ReadOnlySpan<byte> body)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return signature.Check(context.Request.Method, target, name => context.Request.Headers[name] is [{ Length: > 0 } value] ? value : null, body);
    }

    private async Task AcceptAsync(HttpContext context, long post, Guid operationId, SubmittedMail mail, byte[] body)
    {
        var known = store.Find(operationId);
        if (known is not null) store.CountDuplicate();

        var fault = behaviour.AtSend(new InboxAttempt(post, operationId, mail.Subject, [.. mail.To.Concat(mail.Cc).Concat(mail.Bcc).Select(p => p.Address)]), known is not null);
        if (fault is { Status: > 0 })
        {
            await new AcsError(fault.Status, fault.Code, fault.Message) { RetryAfter = fault.RetryAfter }.WriteAsync(context);
            return;
        }

        if (known is not null && RefuseReuse() is { } reused)
        {
            await reused.WriteAsync(context);
            return;
        }

        MailSummary? stored = null;
        if (known is null || behaviour.Reuse == OperationReuse.DeliverAgain)
        {
            stored = await StoreAsync(operationId, mail, body, fault);
            known ??= stored;
        }

        if (fault is { LosesAnswer: true }) context.Abort();
        else await states.WriteAcceptedAsync(context, known);
        if (stored is not null) states.Begin(stored, fault?.RunsFor);
    }

    private async Task<MailSummary> StoreAsync(Guid operationId, SubmittedMail mail, byte[] body, InboxFault? fault)
    {
        var received = store.Now;
        if (fault is { FailsLater: true })
        {
            var failed = await store.AddAsync(operationId, mail, body, received, new MailFailure(fault.Code, fault.Message));
            reports.Add(failed.Id, [], received);
            return failed;
        }

        var deliveries = behaviour.Deliver(mail.To.Concat(mail.Cc).Concat(mail.Bcc), received);
        var failure = deliveries.Count > 0 && deliveries.All(delivery => delivery.Status == DeliveryStatus.Suppressed)
            ? new MailFailure("EmailDroppedAllRecipientsSuppressed", "All recipients are on the suppression list.")
            : null;
        var stored = await store.AddAsync(operationId, mail, body, received, failure);
        // Held until the sender has its answer: Event Grid is not that fast.
        reports.Add(stored.Id, deliveries, received, held: true);
        return stored;
    }

    private AcsError? RefuseReuse() => behaviour.Reuse switch
    {
        OperationReuse.Refuse400 => new AcsError(400, "BadRequest", "The operation id has been used before.", "Operation-Id"),
        OperationReuse.Conflict409 => new AcsError(409, "Conflict", "The operation id has been used before.", "Operation-Id"),
        _ => null,
    };

    private static AcsError? CheckForm(HttpContext context)
    {
        if (OperationStates.CheckVersion(context) is { } version) return version;
        return context.Request.HasJsonContentType() ? null : new AcsError(415, "UnsupportedMediaType", "The content type must be application/json.");
    }

    private static (Guid Id, AcsError? Error) ReadOperationId(HttpRequest request)
    {
        var given = request.Headers["Operation-Id"];
        if (given.Count == 0) return (Guid.NewGuid(), null);
        return given is [var one] && Guid.TryParseExact(one, "D", out var id) && id != Guid.Empty
            ? (id, null)
            : (default, new AcsError(400, "BadRequest", "The Operation-Id must be one GUID.", "Operation-Id"));
    }
}
