using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>The office reads what was handed in, files with it; never those of a working draft.</summary>
public sealed class StaffAttachments(IRoundStore store, AttachmentReading reading)
{
    /// <summary>A file of a version, for the dashboard.</summary>
    [Function("DashboardAttachment")]
    public Task<IResult> DashboardAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}/files/{bodyId}/{number:int}/{hash}")] HttpRequest request,
        string roundId,
        string bodyId,
        int number,
        string hash,
        CancellationToken cancellationToken)
    {
        _ = request;
        return OpenAsync(roundId, bodyId, number, hash, cancellationToken);
    }

    /// <summary>A file of a version, for the API.</summary>
    [Function("ReadAttachment")]
    public Task<IResult> ApiAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/bodies/{bodyId}/statements/{number:int}/files/{hash}")] HttpRequest request,
        string roundId,
        string bodyId,
        int number,
        string hash,
        CancellationToken cancellationToken)
    {
        _ = request;
        return OpenAsync(roundId, bodyId, number, hash, cancellationToken);
    }

    private async Task<IResult> OpenAsync(string roundId, string bodyId, int number, string hash, CancellationToken cancellationToken)
    {
        var round = await store.ReadAsync(roundId, cancellationToken);
        return (round is null ? null : await reading.OfVersionAsync(round, bodyId, number, hash, cancellationToken))
            ?? (AttachmentReading.IsNamed(round, bodyId, number, hash) ? Api.Problems.Erased("Diese Datei wurde gelöscht. Wann und warum, steht auf der Seite der Runde.") : null)
            ?? Api.Problems.Refused(new CommandRefusedException(Refusal.NotFound, "Diese Datei gibt es nicht."));
    }
}
