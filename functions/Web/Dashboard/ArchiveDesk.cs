using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Archives;
using LipServerless.Web.Archives;
using LipServerless.Web.Durable;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Dashboard;

/// <summary>Archives on the dashboard: to save, and the round's move to another place.</summary>
public sealed class ArchiveDesk(
    ExportRound export, MoveAway away, StayHere stay, RemoveMoved remove, RoundRunner runner, StaffSession session, PageRenderer renderer, SitePaths paths, ILogger<ArchiveDesk> logger)
{
    /// <summary>The round as a ZIP file, as in the API.</summary>
    [Function("DashboardExport")]
    public async Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}/export")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await AnsweredAsync(async () => new ArchiveResult(await export.PrepareAsync(roundId, ArchiveQuery.KindOf(request), cancellationToken)));
    }

    /// <summary>Stops the round here.</summary>
    [Function("DashboardMoveAway")]
    public Task<IResult> Move(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/move")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken) => PostedAsync(request, roundId, async (form, who) =>
        {
            var result = await away.ExecuteAsync(roundId, form["newAddress"], form["reason"].ToString(), who, cancellationToken);
            await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        }, back: null, cancellationToken);

    /// <summary>Lets it go on here after all.</summary>
    [Function("DashboardStay")]
    public Task<IResult> Stay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/stay")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken) => PostedAsync(request, roundId, async (form, who) =>
        {
            await stay.ExecuteAsync(roundId, form["reason"].ToString(), who, cancellationToken);
            await runner.HintAsync(client, roundId, cancellationToken);
        }, back: null, cancellationToken);

    /// <summary>Deletes what is left here.</summary>
    [Function("DashboardRemoveMoved")]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/moved/removal")] HttpRequest request,
        string roundId,
        CancellationToken cancellationToken) =>
        PostedAsync(request, roundId, (_, _) => remove.ExecuteAsync(roundId, cancellationToken), "dashboard", cancellationToken);

    private async Task<IResult> PostedAsync(HttpRequest request, string roundId, Func<IFormCollection, string, Task> deed, string? back, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var posted = await DeskForm.ReadAsync(request, session, cancellationToken);
        if (!posted.IsOurs)
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
        return await AnsweredAsync(async () =>
        {
            await deed(posted.Fields, posted.Who);
            return new SeeOtherResult(paths.Of(back ?? $"dashboard/rounds/{roundId}"));
        });
    }

    private async Task<IResult> AnsweredAsync(Func<Task<IResult>> deed)
    {
        try
        {
            return await deed();
        }
        catch (CommandRefusedException e)
        {
            return await MessageAsync(e.Message, e.Reason == Refusal.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict);
        }
        catch (RoundAwayException e)
        {
            return await MessageAsync(e.Explanation, StatusCodes.Status409Conflict);
        }
        catch (RoundNotFoundException)
        {
            return await MessageAsync(TextCatalog.German["dashboard.missingHow"], StatusCodes.Status404NotFound);
        }

        async Task<IResult> MessageAsync(string sentence, int status) => await renderer.MessageAsync(paths, status, "archive.title", sentence);
    }
}
