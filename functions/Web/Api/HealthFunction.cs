using LipServerless.Activities.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api;

/// <summary>Whether the application is alive, can reach its storage, and what its host says of itself.</summary>
public sealed partial class HealthFunction(IRoundStore store, IEnumerable<IHostHealth> host, ILogger<HealthFunction> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whether the process answers at all: 200, always. Who gets no answer starts it again.</summary>
    [Function("HealthLive")]
    public IResult GetLive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/live")] HttpRequest request)
    {
        _ = request;
        return Results.Json(new { live = true });
    }

    /// <summary>Whether requests should be sent here: 200 while storage answers and every part of the host is ready, 503 otherwise.</summary>
    [Function("HealthReady")]
    public Task<IResult> GetReady(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/ready")] HttpRequest request, CancellationToken cancellationToken) =>
        Get(request, cancellationToken);

    /// <summary>Both, with figures: 200 while storage answers within three seconds and every part of the host is ready, 503 otherwise.</summary>
    [Function("Health")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request;
        var storage = await StorageAnswersAsync(cancellationToken);
        var parts = host.ToDictionary(h => h.Part, h => new { ready = h.IsReady, details = h.Details }, StringComparer.Ordinal);
        var ready = storage && parts.Values.All(p => p.ready);
        return Results.Json(
            new { live = true, ready, storage = storage ? "ok" : "away", parts },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<bool> StorageAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ListAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // Any failure of storage is what this function reports.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Away(logger, e);
            return false;
        }
    }

    [LoggerMessage(EventId = 2000, EventName = "StorageAwayAtHealthCheck", Level = LogLevel.Warning,
        Message = "Storage does not answer.")]
    private static partial void Away(ILogger logger, Exception exception);
}
