using LipServerless.Activities.Commands.Retention;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Api.Erasures;

/// <summary>Staff erase something of a body because a person asks for it (Art. 17 DSGVO).</summary>
public sealed class ErasureFunction(EraseOnRequest erase)
{
    /// <summary>
    /// Erases <c>what</c>, with a <c>reason</c> that names nobody: <c>Colleague</c> (by <c>name</c>), <c>LogDetails</c>, <c>Statement</c> (by
    /// <c>number</c>), <c>Attachment</c> (by <c>hash</c>), <c>DissentReason</c>, <c>MoreTimeReason</c> (by <c>number</c>).
    /// </summary>
    [Function("EraseOnRequest")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/bodies/{bodyId}/erasure")] HttpRequest request,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<ErasureBody>(request, cancellationToken);
        var done = await erase.ExecuteAsync(
            new()
            {
                RoundId = roundId,
                BodyId = bodyId,
                What = body.What,
                Number = body.Number,
                Hash = body.Hash,
                Name = body.Name,
                Reason = body.Reason,
                Who = request.Staff().Name,
            },
            cancellationToken);
        return Results.Json(
            new
            {
                erased = done.Count,
                note = done.SynopsisQuotes
                    ? "Der einzelne Text ist gelöscht. Die Synopse ist ein Aktenstück der Stadt und zitiert ihn weiter; sie nennt Gremien, keine Personen."
                    : null,
            },
            JsonBody.Options);
    }

    private sealed record ErasureBody
    {
        public required ErasureTarget What { get; init; }

        public required string Reason { get; init; }

        public int? Number { get; init; }

        public string? Hash { get; init; }

        public string? Name { get; init; }
    }
}
