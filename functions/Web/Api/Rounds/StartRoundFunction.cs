using LipServerless.Activities.Commands.Rounds;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Durable;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace LipServerless.Web.Api.Rounds;

/// <summary>Staff start a round, or hand in the revised draft that starts the next one.</summary>
public sealed class StartRoundFunction(
    Roster roster, StartRound start, HandInRevision revise, RoundRunner runner, IDocumentStore documents, SendingHours hours, ProcessClock clock)
{
    /// <summary>Starts a consultation's first round: 201 with its id, the draft's hash and warnings.</summary>
    [Function("StartRound")]
    public async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (upload, problem) = await RoundUpload.ReadAsync(request, cancellationToken);
        if (upload is null)
            return problem!;
        var draft = DraftReader.Read(upload.File, upload.FileName, DraftLimits.Default);
        var settings = SettingsReader.Read(upload.Settings, roster, clock.GetUtcNow(), office: hours);
        return await FinishAsync(request, client, upload, draft, settings, previous: null, cancellationToken);
    }

    /// <summary>Starts the next round of a returned draft. What the settings leave out is taken from the returned round.</summary>
    [Function("HandInRevision")]
    public async Task<IResult> Revise(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/revisions")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var previous = await revise.RequireReturnedAsync(roundId, cancellationToken);
        var (upload, problem) = await RoundUpload.ReadAsync(request, cancellationToken);
        if (upload is null)
            return problem!;
        var before = await documents.ReadDraftAsync(previous.Round.DraftDocument, cancellationToken);
        var draft = DraftReader.Read(upload.File, upload.FileName, DraftLimits.Default, before);
        var settings = SettingsReader.Read(upload.Settings, await revise.RosterOfAsync(previous, cancellationToken), clock.GetUtcNow(), previous.Round.Settings, hours);
        return await FinishAsync(request, client, upload, draft, settings, previous.Round, cancellationToken);
    }

    private async Task<IResult> FinishAsync(
        HttpRequest request, DurableTaskClient client, RoundUpload upload, DraftReading draft, SettingsReading settings, RoundRecord? previous, CancellationToken cancellationToken)
    {
        if (!draft.Succeeded)
            return DraftProblems.Of(draft.Faults);
        if (settings.Settings is null)
            return Problems.Invalid(settings.Faults);

        var round = new RoundStart
        {
            Settings = settings.Settings,
            Contacts = settings.Contacts,
            Draft = draft.Draft,
            File = upload.File,
            FileName = upload.FileName,
            Flags = settings.Flags,
            Previous = previous,
            Who = request.Staff().Name,
        };
        var roundId = previous is null
            ? await start.ExecuteAsync(round, cancellationToken)
            : await revise.ExecuteAsync(round, cancellationToken);
        await runner.HintAsync(client, roundId, cancellationToken);
        return Results.Created($"/api/rounds/{roundId}", new
        {
            roundId,
            draftHash = draft.Draft.Hash,
            paragraphs = draft.Draft.Paragraphs.Count(p => p.IsCommentable),
            warnings = settings.Warnings.Select(w => new { field = w.Field, message = w.Message }),
        });
    }
}
