using LipServerless.Activities.Commands.Archives;
using LipServerless.Web.Api;
using LipServerless.Web.Durable;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Archives;

/// <summary>Archives of rounds through the API: to keep, to move, to restore.</summary>
public sealed class ArchiveFunctions(ExportRound export, ImportRound import, MoveAway away, StayHere stay, RemoveMoved remove, RoundRunner runner, ILogger<ArchiveFunctions> logger)
{
    /// <summary>The round as a ZIP file: <c>?for=archive</c> (default), <c>move</c> (only once it was handed over) or <c>backup</c>.</summary>
    [Function("ExportRound")]
    public async Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/rounds/{roundId}/export")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new ArchiveResult(await export.PrepareAsync(roundId, ArchiveQuery.KindOf(request), cancellationToken));
    }

    /// <summary>
    /// Takes a round in; the body is the ZIP file. <c>?backup=true</c>: a backup of a running round, <c>?otherSecret=true</c>: its links' secret
    /// is lost. 201, or 200 where the same archive had been taken in before.
    /// </summary>
    [Function("ImportRound")]
    public async Task<IResult> Import(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/import")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var archive = await ArchiveUpload.ReceiveAsync(request, cancellationToken);
        var consent = new ImportConsent { FromBackup = ArchiveQuery.IsOn(request, "backup"), OtherSecret = ArchiveQuery.IsOn(request, "otherSecret") };
        var imported = await import.ExecuteAsync(archive, consent, request.Staff().Name, cancellationToken);
        await runner.HintAsync(client, imported.RoundId, cancellationToken);
        var answer = new { imported.RoundId, imported.WasThere };
        return imported.WasThere ? Results.Json(answer, JsonBody.Options) : Results.Json(answer, JsonBody.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Stops the round here, so that it can go on elsewhere.</summary>
    [Function("MoveRoundAway")]
    public async Task<IResult> Move(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/move")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<MoveBody>(request, cancellationToken);
        return await CommandAnswers.DoneAsync(client, await away.ExecuteAsync(roundId, body.NewAddress, body.Reason, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    /// <summary>Lets a round go on here that was stopped to be moved.</summary>
    [Function("KeepRoundHere")]
    public async Task<IResult> Stay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/stay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<StayBody>(request, cancellationToken);
        await stay.ExecuteAsync(roundId, body.Reason, request.Staff().Name, cancellationToken);
        await runner.HintAsync(client, roundId, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>Deletes what is left here of a round that was handed over and lives elsewhere now.</summary>
    [Function("RemoveMovedRound")]
    public async Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/rounds/{roundId}/moved")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        _ = request;
        return Results.Json(new { removed = await remove.ExecuteAsync(roundId, cancellationToken) }, JsonBody.Options);
    }

    private sealed record MoveBody
    {
        public required string Reason { get; init; }

        public string? NewAddress { get; init; }
    }

    private sealed record StayBody
    {
        public required string Reason { get; init; }
    }
}
