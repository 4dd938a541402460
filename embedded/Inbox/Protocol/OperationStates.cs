using System.Collections.Concurrent;
using System.Globalization;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>The state of a sending, as it goes with 202 and as <c>GET /emails/operations/{id}</c> answers it.</summary>
internal sealed class OperationStates(
    InboxOptions options, LiveBehaviour behaviour, MailStore store, ReportLog reports, RequestSignature signature, Func<Uri> address)
{
    private static readonly string[] Versions = ["2021-10-01-preview", "2023-01-15-preview", "2023-03-31", "2024-07-01-preview", "2025-09-01"];

    private readonly ConcurrentDictionary<Guid, int> polls = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> runningUntil = new();

    /// <summary>Says what is wrong with the <c>api-version</c>; null if nothing is.</summary>
    public static AcsError? CheckVersion(HttpContext context)
    {
        var version = context.Request.Query["api-version"].ToString();
        if (version.Length == 0) return new AcsError(400, "MissingApiVersionParameter", "The api-version query parameter is missing.", "api-version");
        return Versions.Contains(version, StringComparer.OrdinalIgnoreCase)
            ? null
            : new AcsError(400, "UnsupportedApiVersion", $"The api-version must be one of {string.Join(", ", Versions)}.", "api-version");
    }

    public Task WriteAcceptedAsync(HttpContext context, MailSummary mail)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["Operation-Location"] =
            new Uri(address(), $"emails/operations/{mail.OperationId}?api-version={Uri.EscapeDataString(context.Request.Query["api-version"]!)}").AbsoluteUri;
        SetRetryAfter(context);
        return InboxJson.WriteAsync(context, new { id = mail.OperationId, status = "Running" });
    }

    /// <summary>The mail's sender has its answer: reports may follow as soon as the operation has ended.</summary>
    public void Begin(MailSummary mail, TimeSpan? runsFor)
    {
        if (runsFor is { } time)
        {
            var until = options.SystemClock.GetUtcNow() + time;
            runningUntil[mail.OperationId] = until;
            reports.Release(mail.Id, until);
        }
        else if (options.RunningPolls == 0)
        {
            reports.Release(mail.Id);
        }
    }

    public async Task HandleAsync(HttpContext context)
    {
        if ((SendEndpoint.Authenticate(context, signature, []) ?? CheckVersion(context)) is { } refused)
        {
            await refused.WriteAsync(context);
            return;
        }

        if (behaviour.AtStatusRead() is { } wait)
        {
            await new AcsError(429, "TooManyRequests", "Too many requests; try again later.") { RetryAfter = wait }.WriteAsync(context);
            return;
        }

        if (!Guid.TryParseExact((string?)context.Request.RouteValues["id"], "D", out var id) || store.Find(id) is not { } mail)
        {
            await new AcsError(404, "NotFound", "There is no operation with this id.", "operationId").WriteAsync(context);
            return;
        }

        if (IsRunning(id))
        {
            SetRetryAfter(context);
            await InboxJson.WriteAsync(context, new { id, status = "Running" });
            return;
        }

        reports.Release(mail.Id);
        if (mail.Failure is { } failure)
        {
            await InboxJson.WriteAsync(context, new { id, status = "Failed", error = new { code = failure.Code, message = failure.Message } });
        }
        else
        {
            await InboxJson.WriteAsync(context, new { id, status = "Succeeded" });
        }
    }

    private bool IsRunning(Guid id) =>
        polls.AddOrUpdate(id, 1, (_, before) => before + 1) <= options.RunningPolls
        || (runningUntil.TryGetValue(id, out var until) && options.SystemClock.GetUtcNow() < until);

    private void SetRetryAfter(HttpContext context) =>
        context.Response.Headers.RetryAfter = Math.Ceiling(options.PollAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
