using System.Text.Json;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LipServerless.Embedded.Inbox.Reports;

/// <summary>Delivery reports as JSON; making further ones; the web hook's state.</summary>
internal sealed class ReportApi(ReportLog log, ReportSender sender, LateReports late, MailStore store)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/reports", ListAsync);
        routes.MapPost("/api/reports/dropped/again", context => InboxJson.WriteAsync(context, new { count = log.SendDroppedAgain() }));
        routes.MapPost("/api/mails/{id}/reports", AddAsync);
        routes.MapGet("/api/webhook", context => InboxJson.WriteAsync(context, new { webHook = sender.State, reports = log.Counts }));
    }

    private Task ListAsync(HttpContext context)
    {
        var given = context.Request.Query["state"].ToString();
        if (given.Length == 0) return InboxJson.WriteAsync(context, log.NewestFirst());
        return Enum.TryParse<ReportState>(given, ignoreCase: true, out var state) && Enum.IsDefined(state)
            ? InboxJson.WriteAsync(context, log.NewestFirst().Where(report => report.State == state))
            : InboxProblem.WriteAsync(context, [new("state", $"Must be one of {string.Join(", ", Enum.GetNames<ReportState>())}.")]);
    }

    private async Task AddAsync(HttpContext context)
    {
        if (MailApi.Find(context, store) is not var (mail, _))
        {
            await InboxProblem.WriteAsync(context, 404, "No such mail.", "The inbox holds no mail with this number.");
            return;
        }

        if (await SmallBody.ReadJsonAsync(context) is not { } body) return;
        RecipientRule? wish;
        try
        {
            wish = JsonSerializer.Deserialize<RecipientRule>(body, BehaviourJson.Options);
        }
        catch (JsonException)
        {
            wish = null;
        }

        if (wish?.Address is null)
        {
            await InboxProblem.WriteAsync(context, [new("", $"The body must hold address and outcome, one of {string.Join(", ", Enum.GetNames<DeliveryOutcome>())}.")]);
            return;
        }

        if (!late.Report(mail, wish.Address, wish.Outcome))
        {
            await InboxProblem.WriteAsync(context, [new("address", "The mail has no such recipient.")]);
            return;
        }

        await InboxJson.WriteAsync(context, log.Of(mail.Id));
    }
}

/// <summary>Reports that come after the first ones: a bounce after the delivery.</summary>
internal sealed class LateReports(ReportLog log, LiveBehaviour behaviour, MailStore store)
{
    /// <summary>Reports an outcome now; false if the mail has no such recipient.</summary>
    public bool Report(MailSummary mail, string address, DeliveryOutcome outcome)
    {
        if (mail.Recipients.FirstOrDefault(party => string.Equals(party.Address, address, StringComparison.OrdinalIgnoreCase)) is not { } recipient) return false;
        log.Add(mail.Id, behaviour.Deliver(recipient.Address, outcome, store.Now), store.Now);
        return true;
    }
}
