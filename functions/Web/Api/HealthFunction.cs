using LipServerless.Activities.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api;

/// <summary>Whether the application is alive and can reach its storage.</summary>
public sealed partial class HealthFunction(IRoundStore store, ILogger<HealthFunction> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>200 while storage answers within three seconds, 503 otherwise.</summary>
    [Function("Health")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        try
        {
            await store.ListAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return Results.Ok(new { live = true, ready = true, storage = "ok" });
        }
#pragma warning disable CA1031 // Any failure of storage is what this function reports.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Away(logger, e);
            return Results.Json(new { live = true, ready = false, storage = "away" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storage does not answer.")]
    private static partial void Away(ILogger logger, Exception exception);
}
