using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Disowning;
using LipServerless.Web.Api;
using LipServerless.Web.Durable;
using LipServerless.Web.Pages.Reply;
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
        var name = request.Staff().Name;
        var form = (await PostedForm.ReadAsync(request, cancellationToken)).Fields ?? FormCollection.Empty;
        if (!session.IsFormToken(name, form["form"]))
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
        try
        {
            var result = await settle.ExecuteAsync(roundId, bodyId, receiptNumber, form["finding"].ToString(), name, cancellationToken);
            await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
        }
        catch (CommandRefusedException e) when (e.Reason == Refusal.Invalid)
        {
            var texts = TextCatalog.German;
            var message = new MessageModel(texts["dashboard.disowned"], [texts["dashboard.disownedEmpty"]]);
            return new PageResult(await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), message), StatusCodes.Status400BadRequest);
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
