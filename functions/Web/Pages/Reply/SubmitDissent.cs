using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Activities.Ports;
using LipServerless.Web.Durable;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Reply;

/// <summary>A council marks its view as "abweichend" from the joint view.</summary>
public sealed class SubmitDissent(
    LinkGate gate,
    DeadLinkPages deadLinks,
    FormToken formTokens,
    PageLanguage language,
    ReplyPageReader reader,
    ReplyPages pages,
    MarkDissent mark,
    SitePaths paths,
    ILogger<SubmitDissent> logger)
{
    /// <summary>Longest reason, in characters: the command's own limit.</summary>
    public const int LongestReason = 5000;

    /// <summary>The form for "abweichend" was sent.</summary>
    [Function("ReplyDissent")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/dissent")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Reply, cancellationToken);
        var form = await PostedForm.ReadAsync(request, cancellationToken);
        var texts = TextCatalog.Find(form.Fields?[FieldNames.Language]) ?? await language.ForAsync(request, visit, cancellationToken);
        if (visit.State is LinkState.Unknown or LinkState.NotYet)
            return await deadLinks.ShowAsync(visit.State, texts);
        if (form.Fields is not { } posted)
            return await pages.UnreadableAsync(form, texts);
        if (visit.State == LinkState.Revoked)
            return await deadLinks.ShowAsync(visit.State, texts, KeptTexts.Of(posted, texts));

        var reason = ReplyFormReader.Clean(posted[FieldNames.DissentReason].ToString());
        var model = await reader.ReadAsync(token, visit, posted: null, cancellationToken) with { DissentDraft = reason };
        // What is shown back on refusal is the reason, not the statement stored before.
        var refused = model with { Form = new ReplyForm() };
        if (model.Joint is not { CanDissent: true } || visit.State == LinkState.RoundOver)
            return await pages.RefusedAsync(refused, texts);
        if (!formTokens.IsValid(visit.Link!, ReplyPageReader.DissentPurpose, posted[FormToken.Field]))
            return await pages.FormAsync(model with { DissentFault = new FormFault(FieldNames.DissentReason, "fault.formToken") }, texts);
        if (reason.Length is 0 or > LongestReason)
        {
            var fault = reason.Length == 0
                ? new FormFault(FieldNames.DissentReason, "fault.dissentEmpty")
                : new FormFault(FieldNames.DissentReason, "fault.tooLong", LongestReason, reason.Length);
            return await pages.FormAsync(model with { DissentFault = fault }, texts);
        }

        DissentResult result;
        try
        {
            result = await mark.ExecuteAsync(model.Round.Round.RoundId, model.Body.BodyId, reason, cancellationToken);
        }
        catch (CommandRefusedException e) when (e.Reason == Refusal.Conflict)
        {
            return await pages.RefusedAsync(refused, texts);
        }

        if (!result.Stored)
            return await pages.RefusedAsync(refused, texts);
        await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        var query = texts.Language == TextCatalog.DefaultLanguage ? "" : $"?{FieldNames.Language}={texts.Language}";
        return new SeeOtherResult(paths.Of($"b/{token}{query}#abweichend"));
    }
}
