using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Colleagues;

/// <summary>"Andere beteiligen": the body's contact makes links for others and withdraws them. Opens for the body's own link alone.</summary>
public sealed class ColleaguesFunctions(
    LinkGate gate,
    DeadLinkPages deadLinks,
    FormToken formTokens,
    PageLanguage language,
    ColleaguesReader reader,
    ReplyPages pages,
    PageRenderer renderer,
    SitePaths paths,
    MakeColleagueLink make,
    WithdrawColleagueLink withdraw,
    RenewForwardLink renew)
{
    /// <summary>The page: only shows.</summary>
    [Function("ColleaguesPage")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/links")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Reply, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        return visit.State == LinkState.Open
            ? await ShowAsync(await reader.ReadAsync(token, visit, posted: null, cancellationToken), texts)
            : await deadLinks.ShowAsync(visit, texts);
    }

    /// <summary>A button of the page was pressed.</summary>
    [Function("ColleaguesChange")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/links")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Reply, cancellationToken);
        var form = await PostedForm.ReadAsync(request, cancellationToken);
        var texts = PageLanguage.Posted(form.Fields) ?? await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, texts);
        if (form.Fields is not { } posted)
            return await pages.UnreadableAsync(form, texts);

        var model = await reader.ReadAsync(token, visit, posted, cancellationToken);
        if (!formTokens.IsValid(visit.Link!, ColleaguesReader.Purpose, posted[FormToken.Field]))
            return await ShowAsync(With(model, new FormFault(null, "fault.formToken")), texts, StatusCodes.Status400BadRequest);
        try
        {
            return await ActAsync(posted, visit, model, texts, cancellationToken);
        }
        catch (CommandRefusedException e)
        {
            var key = e.Reason == Refusal.Conflict && model.CanChange ? "fault.colleagueConflict" : "fault.colleagueClosed";
            return await ShowAsync(With(model, new FormFault(null, key, MakeColleagueLink.MostLinks)), texts, StatusCodes.Status409Conflict);
        }
    }

    private async Task<IResult> ActAsync(IFormCollection posted, LinkVisit visit, ColleaguesModel model, PageTexts texts, CancellationToken cancellationToken)
    {
        var (roundId, bodyId) = (model.Round.Round.RoundId, model.Body.BodyId);
        var action = posted[FieldNames.Action].ToString();
        if (action == ColleagueFields.Make)
            return await MakeAsync(visit, model, texts, cancellationToken);
        string done;
        if (action == ColleagueFields.Renew)
        {
            _ = int.TryParse(posted[ColleagueFields.Generation], out var generation);
            await renew.ExecuteAsync(roundId, bodyId, generation, cancellationToken);
            done = "colleagues.renewed";
        }
        else if (action.StartsWith(ColleagueFields.WithdrawPrefix, StringComparison.Ordinal))
        {
            await withdraw.ExecuteAsync(roundId, bodyId, action[ColleagueFields.WithdrawPrefix.Length..], cancellationToken);
            done = "colleagues.withdrawn";
        }
        else
        {
            // Another language, or the page once more: nothing is stored, and nothing typed is lost.
            return await ShowAsync(model with { Form = model.Form with { Faults = [] } }, texts);
        }

        var after = await reader.ReadAsync(model.Token, visit, posted, cancellationToken);
        return await ShowAsync(after with { Form = after.Form with { Faults = [] }, Done = done }, texts);
    }

    private async Task<IResult> MakeAsync(LinkVisit visit, ColleaguesModel model, PageTexts texts, CancellationToken cancellationToken)
    {
        if (model.Form.Faults.Count > 0)
            return await ShowAsync(model, texts, StatusCodes.Status400BadRequest);
        var made = await make.ExecuteAsync(
            new ColleagueLinkWish
            {
                RoundId = model.Round.Round.RoundId,
                BodyId = model.Body.BodyId,
                Session = model.Form.Session,
                Name = model.Form.Name,
                Role = model.Form.Role,
                Paragraphs = model.Form.IsLimited ? [.. model.Form.Paragraphs] : null,
            },
            cancellationToken);
        // Shown in the answer itself: the address stands nowhere else, and a reload of it makes no second link.
        var after = await reader.ReadAsync(model.Token, visit, posted: null, cancellationToken);
        return await ShowAsync(after with { Made = made, MadeName = model.Form.Name }, texts);
    }

    private static ColleaguesModel With(ColleaguesModel model, FormFault fault) =>
        model with { Form = model.Form with { Faults = [fault, .. model.Form.Faults.Where(other => other.Field is null)] } };

    private async Task<IResult> ShowAsync(ColleaguesModel model, PageTexts texts, int status = StatusCodes.Status200OK) =>
        new PageResult(await renderer.RenderAsync<ColleaguesPage>(new PageScope(texts, paths), model), status);
}
