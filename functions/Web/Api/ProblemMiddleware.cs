using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api;

/// <summary>The one place where failures of the API become HTTP: refused commands, missing rounds, others being faster, bugs.</summary>
public sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext();
        if (http is null || !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it is, the caller gets an answer in the API's form; bugs are logged with their stack.
        catch (Exception e) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            await Answer(e, context.FunctionDefinition.Name).ExecuteAsync(http);
        }
    }

    private IResult Answer(Exception exception, string function)
    {
        switch (exception)
        {
            case CommandRefusedException refused:
                return Problems.Refused(refused);
            case RoundNotFoundException:
                return Problems.Of(StatusCodes.Status404NotFound, "Nicht gefunden", "Diese Runde gibt es nicht.");
            case RoundAwayException away:
                return Problems.Of(StatusCodes.Status409Conflict, "Umgezogen", away.Explanation);
            case StoreConflictException:
                return Problems.Of(StatusCodes.Status409Conflict, "Gerade geändert", "Die Runde wird gerade von anderen geändert: bitte noch einmal versuchen.");
            case BadHttpRequestException bad:
                return Problems.Of(bad.StatusCode, "Anfrage nicht lesbar", bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? "Die Anfrage ist zu groß."
                    : "Die Anfrage ist nicht lesbar: Form und Kopffelder prüfen.");
            default:
                Failed(logger, exception, function);
                return Problems.Of(StatusCodes.Status500InternalServerError, "Fehler im System", "Das hätte nicht geschehen dürfen. Der Fehler ist protokolliert; bitte später noch einmal versuchen.");
        }
    }

    [LoggerMessage(EventId = 2001, EventName = "ApiFunctionFailed", Level = LogLevel.Error,
        Message = "Function {Function} failed.")]
    private static partial void Failed(ILogger logger, Exception exception, string function);
}
