using LipServerless.Web.Synopses;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Api.Rounds;

/// <summary>Staff fetch the frozen synopsis.</summary>
public sealed class SynopsisFunction(SynopsisAnswer synopsis)
{
    /// <summary><c>?format=html</c> (default), <c>csv</c> or <c>json</c>; 409 until the collection has closed.</summary>
    [Function("ReadSynopsis")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/synopsis")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return synopsis.AsAsync(roundId, request.Query["format"], cancellationToken);
    }
}
