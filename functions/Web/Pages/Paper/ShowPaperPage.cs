using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Paper;

/// <summary>"Lieber auf Papier": the same questions as a form to print, with a way back to the page.</summary>
public sealed class ShowPaperPage(
    LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, ReplyPageReader reader, PageRenderer renderer, SitePaths paths, PublicAddresses addresses)
{
    /// <summary>The form to print.</summary>
    [Function("ReplyPaper")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/paper")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Reply, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, texts, token: token);
        var reply = await reader.ReadAsync(token, visit, posted: null, cancellationToken);
        var model = new PaperModel(reply, QrPath.Of(addresses.Reply(token)));
        return new PageResult(await renderer.RenderAsync<PaperPage>(new PageScope(texts, paths), model));
    }
}

/// <summary>What the form to print shows.</summary>
/// <param name="Reply">The reply page it stands for.</param>
/// <param name="Code">The page's address as a QR code.</param>
public sealed record PaperModel(ReplyPageModel Reply, QrPath Code);
