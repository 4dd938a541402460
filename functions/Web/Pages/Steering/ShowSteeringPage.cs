using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Drafts;
using LipServerless.Web.Pages.Outcome;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Steering;

/// <summary>The steering group's page.</summary>
public sealed class ShowSteeringPage(LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, RoundReadingReader reader, RoundDocuments documents, PageRenderer renderer, SitePaths paths)
{
    /// <summary>The page.</summary>
    [Function("SteeringPage")]
    public async Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Steering, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit.State, texts);
        var model = await reader.ReadAsync($"s/{token}", visit, cancellationToken);
        return new PageResult(await renderer.RenderAsync<SteeringPage>(new PageScope(texts, paths), model));
    }

    /// <summary>The draft as text with paragraph numbers.</summary>
    [Function("SteeringDraft")]
    public async Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{token}/draft.txt")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Steering, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit.State, await language.ForAsync(request, visit, cancellationToken));
        var round = visit.Round!.Round;
        return DraftText.Download(await documents.DraftAsync(round, cancellationToken), round.Number);
    }
}
