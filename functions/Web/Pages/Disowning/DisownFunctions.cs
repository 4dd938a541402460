using LipServerless.Activities.Commands.Disowning;
using LipServerless.Activities.Ports;
using LipServerless.Web.Durable;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Disowning;

/// <summary>
/// "Das waren wir nicht", from the link in a receipt. Opening it changes nothing (mail scanners do); its button tells the project office.
/// </summary>
public sealed class DisownFunctions(
    LinkGate gate, DeadLinkPages deadLinks, FormToken formTokens, PageLanguage language, Disown disown, PageRenderer renderer, SitePaths paths, ILogger<DisownFunctions> logger)
{
    private const string Purpose = "disown";

    /// <summary>The page: of what is spoken, and the button.</summary>
    [Function("DisownPage")]
    public async Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/not-us/{receiptNumber}")] HttpRequest request,
        string token,
        string receiptNumber,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Disown, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        return visit.State == LinkState.Moved ? await deadLinks.ShowAsync(visit, texts) : await PageAsync(visit, receiptNumber, texts, isStale: false);
    }

    /// <summary>Its button was pressed.</summary>
    [Function("DisownReceipt")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/not-us/{receiptNumber}")] HttpRequest request,
        string token,
        string receiptNumber,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Disown, cancellationToken);
        var posted = (await PostedForm.ReadAsync(request, cancellationToken)).Fields;
        var texts = TextCatalog.Find(posted?[FieldNames.Language]) ?? await language.ForAsync(request, visit, cancellationToken);
        if (visit.State == LinkState.Moved)
            return await deadLinks.ShowAsync(visit, texts);
        if (visit is not { Link: { } link, Round: { } round, Body: { } body } || DisownModel.Of(visit, receiptNumber, "") is null)
            return await deadLinks.ShowAsync(LinkState.Unknown, texts);
        if (!formTokens.IsValid(link, Purpose, posted?[FormToken.Field]))
            return await PageAsync(visit, receiptNumber, texts, isStale: true);

        var result = await disown.ExecuteAsync(round.Round.RoundId, body.BodyId, receiptNumber, cancellationToken);
        await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        return new SeeOtherResult(paths.Of($"b/{token}/not-us/{receiptNumber}{LanguageQuery.Of(texts)}"));
    }

    private async Task<IResult> PageAsync(LinkVisit visit, string receiptNumber, PageTexts texts, bool isStale)
    {
        var formToken = visit.Link is { } link ? formTokens.For(link, Purpose) : "";
        if (DisownModel.Of(visit, receiptNumber, formToken) is not { } model)
            return await deadLinks.ShowAsync(LinkState.Unknown, texts);
        var html = await renderer.RenderAsync<DisownPage>(new PageScope(texts, paths), model with { IsStale = isStale });
        return new PageResult(html, isStale ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
