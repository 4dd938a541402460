using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Legal;

/// <summary>
/// Reads the legal texts at the start, so that a fault in them, or a place that does not exist, stops the application then and names
/// it, and not when the first council opens the page. Storage that is away stops nothing: the page tries again.
/// </summary>
internal sealed partial class LegalTextsAtStart(LegalLibrary library, ILogger<LegalTextsAtStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await library.ReadAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever keeps storage away is not this application's fault and may be over soon.
        catch (Exception e) when (e is not (LegalTextsException or InvalidOperationException or OperationCanceledException))
#pragma warning restore CA1031
        {
            NotRead(logger, e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2300, EventName = "LegalTextsNotRead", Level = LogLevel.Warning,
        Message = "Legal texts could not be read at the start; their pages will try again.")]
    private static partial void NotRead(ILogger logger, Exception exception);
}
