using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Web.Overview;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Api.Rounds;

/// <summary>Rounds as staff and dashboards read them.</summary>
public sealed class ReadRoundFunctions(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    /// <summary>All rounds, in the order of their start.</summary>
    [Function("ListRounds")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        return Results.Json(new { rounds = await RoundOverview.AllAsync(store, clock, cancellationToken) }, JsonBody.Options);
    }

    /// <summary>One round's state.</summary>
    [Function("ReadRound")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        _ = request;
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        return Results.Json(RoundOverview.Of(round, clock.GetUtcNow()), JsonBody.Options);
    }

    /// <summary>The draft in paragraphs, with their ids and numbers.</summary>
    [Function("ReadDraft")]
    public async Task<IResult> Draft(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/draft")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        _ = request;
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        return Results.Json(await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken), JsonBody.Options);
    }

    /// <summary>The round's log, and whether its chain verifies.</summary>
    [Function("ReadLog")]
    public async Task<IResult> Log(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/log")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        _ = request;
        _ = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var lines = await store.ReadAuditAsync(roundId, cancellationToken);
        return Results.Json(
            new
            {
                intact = AuditVerification.FirstBroken(lines) is null,
                firstBroken = AuditVerification.FirstBroken(lines),
                entries = lines.Select(l => new { l.Entry.Sequence, l.Entry.At, l.Entry.Verb, l.Entry.Subject, l.Entry.Channel, who = l.Side?.Who, detail = l.Side?.Detail, l.Entry.Hash }),
            },
            JsonBody.Options);
    }
}
