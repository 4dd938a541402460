using LipServerless.Web.Pages;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Legal;

/// <summary>Privacy notice, imprint, accessibility statement, and the page in Leichte Sprache: for anybody, without a link.</summary>
public sealed class ShowLegalPage(LegalLibrary library, PageRenderer renderer, SitePaths paths)
{
    /// <summary>The page of that name; 404 otherwise.</summary>
    [Function("LegalPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "info/{page}")] HttpRequest request, string page, CancellationToken cancellationToken)
    {
        var scope = new PageScope(PageLanguage.Asked(request) ?? TextCatalog.German, paths);
        if (LegalPageNames.Find(page) is not { } kind)
        {
            var message = new MessageModel(scope.T["legal.missing"], [scope.T["legal.missingHow"]]);
            return new PageResult(await renderer.RenderAsync<MessagePage>(scope, message), StatusCodes.Status404NotFound);
        }

        var text = (await library.ReadAsync(cancellationToken)).Of(kind, scope.T.Language);
        return new PageResult(await renderer.RenderAsync<LegalPage>(scope, text));
    }
}
