using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Web.Overview;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api.Equality;

/// <summary>Staff see what the equality officer recorded, and challenge "nicht betroffen".</summary>
public sealed class EqualityFunctions(IRoundStore store, IDocumentStore documents, ChallengeNotAffected challenge, ILogger<EqualityFunctions> logger)
{
    /// <summary>Flagged, claimed, not affected, challenged.</summary>
    [Function("ReadEquality")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/equality")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var draft = await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken);
        return Results.Json(EqualityOverview.Of(round, draft), JsonBody.Options);
    }

    /// <summary>Challenges "nicht betroffen", with a reason; for single paragraphs, or for the draft as a whole.</summary>
    [Function("ChallengeNotAffected")]
    public async Task<IResult> Challenge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/equality/challenges")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<ChallengeBody>(request, cancellationToken);
        // JSON may hold null in a list, whatever its type says.
        var paragraphs = (body.Paragraphs ?? []).Select(paragraph => paragraph ?? "").ToList();
        return await CommandAnswers.DoneAsync(client, await challenge.ExecuteAsync(roundId, paragraphs, body.Reason, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    private sealed record ChallengeBody
    {
        public required string Reason { get; init; }

        public IReadOnlyList<string?>? Paragraphs { get; init; }
    }
}
