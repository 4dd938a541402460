using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary><c>POST /emails:send</c>: checks a mail, stores it, and only then says 202.</summary>
internal sealed class SendEndpoint(InboxOptions options, MailStore store, RequestSignature signature, OperationStates states)
{
    private const int LargestBody = 10 * 1024 * 1024;

    // Two POSTs of one operation id must not both find it unknown. Stripes: few enough to keep, enough not to wait for strangers.
    private readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly SendRate? rate = options.SendsPerMinute is { } limit ? new SendRate(limit, options.SystemClock) : null;
    private long posts;

    public async Task HandleAsync(HttpContext context)
    {
        var post = Interlocked.Increment(ref posts);
        store.CountPost();

        var body = await ReadBodyAsync(context);
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

        var fault = options.Fault?.Invoke(new InboxAttempt(post, operationId, mail.Subject, [.. mail.To.Concat(mail.Cc).Concat(mail.Bcc).Select(p => p.Address)]));
        if (fault is null && rate?.Refuses() is { } wait) fault = InboxFault.Throttle(wait);
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

        if (known is null || options.Reuse == OperationReuse.DeliverAgain)
        {
            var failure = fault is { FailsLater: true } ? new MailFailure(fault.Code, fault.Message) : null;
            var stored = await store.AddAsync(operationId, mail, body, failure);
            known ??= stored;
            if (options.Stored is { } hook) await hook(stored, context.RequestAborted);
        }

        if (fault is { LosesAnswer: true }) context.Abort();
        else await states.WriteAcceptedAsync(context, known);
    }

    private AcsError? RefuseReuse() => options.Reuse switch
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

    private static async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBody) return null;
        using var body = new MemoryStream();
        var chunk = new byte[81920];
        for (int read; (read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0;)
        {
            if (body.Length + read > LargestBody) return null;
            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}

/// <summary>Counts accepted sends of the last minute.</summary>
internal sealed class SendRate(int limit, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Queue<long> sends = new();

    /// <summary>Counts one more send and answers null; or, if there were too many, how long to wait.</summary>
    public TimeSpan? Refuses()
    {
        lock (gate)
        {
            while (sends.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Window) sends.Dequeue();
            if (sends.Count >= limit) return sends.TryPeek(out var first) ? Window - clock.GetElapsedTime(first) : Window;
            sends.Enqueue(clock.GetTimestamp());
            return null;
        }
    }
}
