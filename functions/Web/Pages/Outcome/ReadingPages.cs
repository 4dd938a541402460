using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Drafts;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Outcome;

/// <summary>What the pages behind links that only read have in common: the steering group's, and a body's with the outcome.</summary>
public sealed class ReadingPages(
    LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, RoundReadingReader reader, RoundDocuments documents, PageRenderer renderer, SitePaths paths)
{
    /// <summary>The page at <paramref name="path"/>, or the page that says why the link is dead.</summary>
    public async Task<IResult> ShowAsync<TPage>(HttpRequest request, string path, string token, LinkKind kind, CancellationToken cancellationToken)
        where TPage : IComponent
    {
        var visit = await gate.VisitAsync(token, kind, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, texts, token: token);
        var model = await reader.ReadAsync(path, visit, cancellationToken);
        return new PageResult(await renderer.RenderAsync<TPage>(new PageScope(texts, paths), model));
    }

    /// <summary>The draft as text with paragraph numbers, or the page that says why the link is dead.</summary>
    public async Task<IResult> DraftAsync(HttpRequest request, string token, LinkKind kind, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, kind, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, await language.ForAsync(request, visit, cancellationToken), token: token);
        var round = visit.Round!.Round;
        return DraftText.Download(await documents.DraftAsync(round, cancellationToken), round.Number);
    }
}
