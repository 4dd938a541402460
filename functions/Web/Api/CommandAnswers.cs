using LipServerless.Activities.Commands;
using LipServerless.Web.Durable;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api;

/// <summary>What the API answers to a command that was carried out.</summary>
internal static class CommandAnswers
{
    /// <summary>Wakes whom the command concerns and answers 204.</summary>
    public static async Task<IResult> DoneAsync(DurableTaskClient client, CommandResult result, ILogger logger, CancellationToken cancellationToken)
    {
        await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        return Results.NoContent();
    }
}
