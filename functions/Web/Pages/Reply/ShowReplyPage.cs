using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Drafts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Reply;

/// <summary>GET of a body's pages: only shows, however often (mail scanners open links).</summary>
public sealed class ShowReplyPage(LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, ReplyPageReader reader, ReplyPages pages, RoundDocuments documents)
{
    /// <summary>The reply page.</summary>
    [Function("ReplyPage")]
    public async Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, texts, token: token);
        var model = await reader.ReadAsync(token, visit, posted: null, cancellationToken);
        return await pages.FormAsync(model, texts);
    }

    /// <summary>The draft as text with paragraph numbers.</summary>
    [Function("ReplyDraft")]
    public async Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/draft.txt")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, await language.ForAsync(request, visit, cancellationToken), token: token);
        var round = visit.Round!.Round;
        return DraftText.Download(await documents.DraftAsync(round, cancellationToken), round.Number);
    }
}
