using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Ports;
using LipServerless.Web.Overview;
using LipServerless.Web.Pages;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api.Rounds;

/// <summary>Requests for more time: what bodies asked, and the office's decision.</summary>
public sealed class MoreTimeFunctions(IRoundStore store, RoundDocuments documents, DecideMoreTime decide, ILogger<MoreTimeFunctions> logger)
{
    /// <summary>All requests of a round, the undecided first.</summary>
    [Function("ListMoreTime")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/more-time")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        _ = request;
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        return Results.Json(await MoreTimeOverview.OfAsync(round, documents, cancellationToken), JsonBody.Options);
    }

    /// <summary>Grants or refuses: one request, all of them, or (to grant) for all bodies that are open.</summary>
    [Function("DecideMoreTime")]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/more-time/decision")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<DecisionBody>(request, cancellationToken);
        var result = await decide.ExecuteAsync(
            new()
            {
                RoundId = roundId,
                BodyId = body.BodyId,
                AllOpen = body.AllOpen,
                Grant = body.Grant,
                LastDay = body.LastDay,
                ConferenceLastDay = body.ConferenceLastDay,
                Reason = body.Reason,
                Who = request.Staff().Name,
            },
            cancellationToken);
        return await CommandAnswers.DoneAsync(client, result, logger, cancellationToken);
    }

    private sealed record DecisionBody
    {
        public string? BodyId { get; init; }

        public bool AllOpen { get; init; }

        public required bool Grant { get; init; }

        public DateOnly? LastDay { get; init; }

        public DateOnly? ConferenceLastDay { get; init; }

        public required string Reason { get; init; }
    }
}
