using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Disowning;
using LipServerless.Web.Api;
using LipServerless.Web.Durable;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Dashboard;

/// <summary>Staff record what became of a "Das waren wir nicht": on the dashboard, or through the API.</summary>
public sealed class DisownedFunctions(SettleDisowned settle, StaffSession session, PageRenderer renderer, SitePaths paths, ILogger<DisownedFunctions> logger)
{
    /// <summary>From the dashboard: goes back to the round. An empty finding is refused with a sentence.</summary>
    [Function("DashboardSettleDisowned")]
    public async Task<IResult> SettleOnDashboard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/bodies/{bodyId}/disowned/{receiptNumber}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        string receiptNumber,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var posted = await DeskForm.ReadAsync(request, session, cancellationToken);
        if (!posted.IsOurs)
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
        try
        {
            var result = await settle.ExecuteAsync(roundId, bodyId, receiptNumber, posted.Fields["finding"].ToString(), posted.Who, cancellationToken);
            await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
        }
        catch (CommandRefusedException e) when (e.Reason == Refusal.Invalid)
        {
            return await renderer.MessageAsync(paths, StatusCodes.Status400BadRequest, "dashboard.disowned", TextCatalog.German["dashboard.disownedEmpty"]);
        }
    }

    /// <summary>Through the API: 204.</summary>
    [Function("SettleDisowned")]
    public async Task<IResult> Settle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/bodies/{bodyId}/disowned/{receiptNumber}/settlement")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        string receiptNumber,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<FindingBody>(request, cancellationToken);
        var result = await settle.ExecuteAsync(roundId, bodyId, receiptNumber, body.Reason, request.Staff().Name, cancellationToken);
        return await CommandAnswers.DoneAsync(client, result, logger, cancellationToken);
    }

    private sealed record FindingBody
    {
        public required string Reason { get; init; }
    }
}
