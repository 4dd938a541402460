using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Drafts;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Outcome;

/// <summary>A body's page with the outcome: open once the steering group has decided.</summary>
public sealed class ShowOutcomePage(LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, RoundReadingReader reader, RoundDocuments documents, PageRenderer renderer, SitePaths paths)
{
    /// <summary>The page.</summary>
    [Function("OutcomePage")]
    public async Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "o/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Outcome, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit.State, texts);
        var model = await reader.ReadAsync($"o/{token}", visit, cancellationToken);
        return new PageResult(await renderer.RenderAsync<OutcomePage>(new PageScope(texts, paths), model));
    }

    /// <summary>The draft as text with paragraph numbers.</summary>
    [Function("OutcomeDraft")]
    public async Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "o/{token}/draft.txt")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Outcome, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit.State, await language.ForAsync(request, visit, cancellationToken));
        var round = visit.Round!.Round;
        return DraftText.Download(await documents.DraftAsync(round, cancellationToken), round.Number);
    }
}
