using LipServerless.Activities.Commands.Links;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Links;
using LipServerless.Web.Durable;
using LipServerless.Web.Limits;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Access.NewLink;

/// <summary>
/// "Neuen Link anfordern": answers the same, and as long after the click, whether the link once existed or not. A mail goes only to the
/// address on file.
/// </summary>
public sealed class NewLinkFunctions(
    ILinkStore links, FormToken formTokens, ResendLink resend, LimitSettings limits, PageRenderer renderer, SitePaths paths, TimeProvider time, ILogger<NewLinkFunctions> logger)
{
    /// <summary>The field that holds the dead link's token.</summary>
    public const string LinkField = "link";

    /// <summary>Purpose of the form's token.</summary>
    public const string Purpose = "new-link";

    /// <summary>How long every answer takes at the least: more than storing a mail usually does.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(600);

    /// <summary>The button was pressed.</summary>
    [Function("NewLinkRequest")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "new-link")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var posted = (await PostedForm.ReadAsync(request, cancellationToken)).Fields ?? FormCollection.Empty;
        await Task.WhenAll(SendAsync(posted, client, cancellationToken), Task.Delay(Floor, time, cancellationToken));
        var texts = TextCatalog.Find(posted[FieldNames.Language]) ?? TextCatalog.German;
        return new SeeOtherResult(paths.Of($"new-link{LanguageQuery.Of(texts)}"));
    }

    /// <summary>What everybody is told.</summary>
    [Function("NewLinkPage")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "new-link")] HttpRequest request)
    {
        var texts = PageLanguage.Asked(request) ?? TextCatalog.German;
        var message = new MessageModel(texts["newLink.done"], [texts["newLink.doneWhat"], texts["newLink.doneTodo"]]);
        return new PageResult(await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), message));
    }

    private async Task SendAsync(IFormCollection posted, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var hash = LinkToken.Hash(posted[LinkField].ToString());
        if (await links.FindAsync(hash, cancellationToken) is not { } link || !formTokens.IsValid(link, Purpose, posted[FormToken.Field]))
            return;
        if (await resend.ExecuteAsync(link, limits.NewLinks, cancellationToken) is { } result)
            await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
    }
}
