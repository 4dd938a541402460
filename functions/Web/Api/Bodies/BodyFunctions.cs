using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Links;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Durable;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api.Bodies;

/// <summary>What staff do for a single body: enter on its behalf, decide about late and double statements, revoke its link.</summary>
public sealed class BodyFunctions(
    IRoundStore store,
    IDocumentStore documents,
    EnterOnBehalf enter,
    OnBehalfUpload upload,
    DecideLateStatement late,
    ChooseChannel choose,
    RevokeLink revoke,
    ILogger<BodyFunctions> logger)
{
    /// <summary>Enters a statement that came by letter, call, e-mail, minutes or in person, with scans where there are any: 201 with its receipt number.</summary>
    [Function("EnterOnBehalf")]
    public async Task<IResult> Enter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/bodies/{bodyId}/statements")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await upload.ReadAsync(request, roundId, bodyId, cancellationToken);
        await RequireParagraphsAsync(roundId, body.Statement, cancellationToken);
        var stored = await enter.ExecuteAsync(
            new()
            {
                RoundId = roundId,
                BodyId = bodyId,
                Channel = body.Channel,
                ReceivedOn = body.ReceivedOn,
                Content = body.Statement,
                Who = request.Staff().Name,
            },
            cancellationToken);
        await RoundSignals.WakeAsync(client, stored.Wake, logger, cancellationToken);
        return Results.Json(new { receiptNumber = stored.ReceiptNumber, number = stored.Number, late = stored.Late }, JsonBody.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Admits a late statement, or not.</summary>
    [Function("DecideLateStatement")]
    public async Task<IResult> Late(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/bodies/{bodyId}/statements/{number:int}/late")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        int number,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<LateBody>(request, cancellationToken);
        return await CommandAnswers.DoneAsync(client, await late.ExecuteAsync(roundId, bodyId, number, body.Admit, body.Reason, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    /// <summary>Records whether web and paper statements join, or which counts.</summary>
    [Function("ChooseChannel")]
    public async Task<IResult> Choose(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/bodies/{bodyId}/channel")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<ChannelBody>(request, cancellationToken);
        return await CommandAnswers.DoneAsync(client, await choose.ExecuteAsync(roundId, bodyId, body.Choice, body.Reason, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    /// <summary>Revokes a body's link; a new one goes to the address on file.</summary>
    [Function("RevokeLink")]
    public async Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/bodies/{bodyId}/link/revocation")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<ReasonBody>(request, cancellationToken);
        return await CommandAnswers.DoneAsync(client, await revoke.ExecuteAsync(roundId, bodyId, body.Reason, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    private async Task RequireParagraphsAsync(string roundId, StatementContent content, CancellationToken cancellationToken)
    {
        if (content.Views.Count == 0)
            return;
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var draft = await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken);
        var known = draft.Paragraphs.Where(p => p.IsCommentable).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var faults = content.Views.Select((view, i) => (view, i))
            // JSON may hold null in a list, whatever its type says.
            .Where(v => v.view is null || !known.Contains(v.view.ParagraphId))
            .Select(v => new Domain.Settings.SettingsFault($"statement.views[{v.i}].paragraphId", $"Den Absatz '{v.view?.ParagraphId}' gibt es in diesem Entwurf nicht."))
            .ToList();
        if (faults.Count > 0)
            throw new CommandRefusedException(Refusal.Invalid, "Ein Absatz kommt im Entwurf nicht vor.", faults);
    }

    private sealed record LateBody
    {
        public required bool Admit { get; init; }

        public required string Reason { get; init; }
    }

    private sealed record ChannelBody
    {
        public required ChannelChoice Choice { get; init; }

        public required string Reason { get; init; }
    }

    private sealed record ReasonBody
    {
        public required string Reason { get; init; }
    }
}
