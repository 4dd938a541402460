using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Statements;
using LipServerless.Web.Durable;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Reply.Conference;
using LipServerless.Web.Pages.Reply.Remarks;
using LipServerless.Web.Pages.Reply.Working;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Reply;

/// <summary>POST of the reply form. Stores only for two of its buttons; whatever happens, what was typed is stored or shown back.</summary>
public sealed partial class SubmitReply(
    LinkGate gate,
    DeadLinkPages deadLinks,
    FormToken formTokens,
    PageLanguage language,
    ReplyPageReader reader,
    ReplyPages pages,
    SubmitStatement submit,
    WorkingDraftSaving saving,
    ViewBundling bundling,
    Attaching attaching,
    AttachmentLimits limits,
    RemarkSaving remarks,
    SitePaths paths,
    ILogger<SubmitReply> logger)
{
    /// <summary>A button of the reply form was pressed.</summary>
    [Function("ReplySubmit")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        // Whoever has no link gets nothing read that is larger than a text.
        var form = visit.State is LinkState.Unknown or LinkState.NotYet
            ? await PostedForm.ReadAsync(request, cancellationToken)
            : await PostedForm.ReadAsync(request, limits, cancellationToken);
        var texts = PageLanguage.Posted(form.Fields) ?? await language.ForAsync(request, visit, cancellationToken);
        if (visit.State is LinkState.Unknown or LinkState.NotYet)
            return await deadLinks.ShowAsync(visit, texts, token: token);
        if (form.Fields is not { } posted)
            return await pages.UnreadableAsync(form, texts);
        if (visit.State is LinkState.Revoked or LinkState.Moved)
            return await deadLinks.ShowAsync(visit, texts, KeptTexts.Of(posted, texts), token);

        var model = await reader.ReadAsync(token, visit, posted, cancellationToken);
        // The command decides again; but a page that has no form any more cannot show faults at its fields.
        if (!model.CanSubmit)
            return await pages.RefusedAsync(model, texts);
        if (!formTokens.IsValid(visit.Link!, ReplyPageReader.ReplyPurpose, posted[FormToken.Field]))
            return await pages.FormAsync(With(model, new FormFault(null, "fault.formToken")), texts);

        var action = posted[FieldNames.Action].ToString();
        if (!model.Access.MayPress(action))
            return await pages.NotAllowedAsync(With(model, new FormFault(null, "fault.linkMayNot")), texts);

        if (await WithFilesAsync(model, form, action, cancellationToken) is not { } withFiles)
            return await pages.NotStoredAsync(With(model, new FormFault(null, "fault.notStored")), texts);
        model = withFiles;
        return action switch
        {
            ReplyActions.AskNil when model.Form.FaultsAt(FieldNames.Files).Any() => await pages.FormAsync(model, texts),
            ReplyActions.AskNil => await pages.NilAsync(model, texts),
            ReplyActions.ConfirmNil => await StoreAsync(model, new StatementContent { NilReturn = true }, texts, client, cancellationToken),
            ReplyActions.Save or ReplyActions.Attach or ReplyActions.Comment => await SavedAsync(model, texts, () => SaveAsync(model, cancellationToken)),
            _ when action.StartsWith(ReplyActions.RemoveCommentPrefix, StringComparison.Ordinal) => await RemoveAsync(model, action[ReplyActions.RemoveCommentPrefix.Length..], texts, cancellationToken),
            ReplyActions.Review => Faulty(model) is { } faulty
                ? await pages.FormAsync(faulty, texts)
                : await pages.ReviewAsync(await WithSavedAsync(model, cancellationToken), texts),
            ReplyActions.Submit when Faulty(model) is null && model.Attachments.Mark != posted[FieldNames.Attached].ToString() =>
                await pages.ReviewAsync(model with { FilesChanged = true }, texts),
            ReplyActions.Submit => Faulty(model) is { } faulty
                ? await pages.FormAsync(faulty, texts)
                : await StoreAsync(model, model.ToContent(), texts, client, cancellationToken),
            _ when BundleAction.Parse(action, model.Draft) is { } bundle => await SavedAsync(model, texts, () => bundling.ApplyAsync(model, bundle, cancellationToken)),
            _ when action.StartsWith(ReplyActions.LanguagePrefix, StringComparison.Ordinal) && model.Access.MaySubmit && posted[FieldNames.View] == ReplyViews.Nil => await pages.NilAsync(model, texts),
            _ when action.StartsWith(ReplyActions.LanguagePrefix, StringComparison.Ordinal) && model.Access.MaySubmit && posted[FieldNames.View] == ReplyViews.Review && Faulty(model) is null =>
                await pages.ReviewAsync(model, texts),
            _ => await pages.FormAsync(model with { Form = model.Form with { Faults = [.. model.Form.FaultsAt(FieldNames.Files)] } }, texts),
        };
    }

    // Whatever button was pressed: a file that was chosen is not dropped without a word. Null where storing failed on our side.
    private async Task<ReplyPageModel?> WithFilesAsync(ReplyPageModel model, PostedForm form, string action, CancellationToken cancellationToken)
    {
        try
        {
            return action.StartsWith(ReplyActions.RemovePrefix, StringComparison.Ordinal)
                ? await attaching.RemoveAsync(model, action[ReplyActions.RemovePrefix.Length..], cancellationToken)
                : await attaching.AddAsync(model, form, cancellationToken);
        }
#pragma warning disable CA1031 // What was typed must not be lost with it. Sending it again is safe.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            DraftNotSaved(logger, e, model.Round.Round.RoundId, model.Body.BodyId);
            return null;
        }
    }

    private async Task<IResult> SavedAsync(ReplyPageModel model, PageTexts texts, Func<Task<ReplyPageModel>> saveAsync)
    {
        try
        {
            return await pages.SavedAsync(await saveAsync(), texts);
        }
        catch (CommandRefusedException e)
        {
            return await pages.FormAsync(e.Reason == Refusal.Conflict ? With(model, new FormFault(null, "fault.tooManyRemarks")) : model, texts);
        }
#pragma warning disable CA1031 // Whatever it is: what was typed must not be lost with it. Saving again is safe.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            DraftNotSaved(logger, e, model.Round.Round.RoundId, model.Body.BodyId);
            return await pages.NotStoredAsync(With(model, new FormFault(null, "fault.notStored")), texts);
        }
    }

    private async Task<ReplyPageModel> SaveAsync(ReplyPageModel model, CancellationToken cancellationToken) =>
        await remarks.AddAsync(model.Access.MayDraft ? await saving.SaveAsync(model, cancellationToken) : model, cancellationToken);

    private async Task<IResult> RemoveAsync(ReplyPageModel model, string commentId, PageTexts texts, CancellationToken cancellationToken)
    {
        var without = await remarks.RemoveAsync(model, commentId, cancellationToken);
        return await pages.SavedAsync(without with { Form = without.Form with { Faults = [] } }, texts);
    }

    // What is reviewed travels through the browser: saving it besides is only for the case that the browser is closed now.
    private async Task<ReplyPageModel> WithSavedAsync(ReplyPageModel model, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await saving.SaveAsync(model, cancellationToken);
            var told = await remarks.AddAsync(model, cancellationToken);
            return model with { Working = saved.Working with { Seen = model.Working.Seen }, Remarks = told.Remarks };
        }
#pragma warning disable CA1031 // See above: nothing depends on it.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            DraftNotSaved(logger, e, model.Round.Round.RoundId, model.Body.BodyId);
            return model;
        }
    }

    // The statement is stored: what is left of the working draft is shown as begun, and does no harm.
    private async Task SettleAsync(ReplyPageModel model, bool isNil, CancellationToken cancellationToken)
    {
        try
        {
            await saving.SettleAsync(model, isNil, cancellationToken);
            await remarks.AddAsync(model, cancellationToken);
        }
#pragma warning disable CA1031 // The person must get their receipt.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            DraftNotSaved(logger, e, model.Round.Round.RoundId, model.Body.BodyId);
        }
    }

    // Checked before reviewing and before storing: what was reviewed comes back through the browser.
    private static ReplyPageModel? Faulty(ReplyPageModel model)
    {
        if (model.Form.Faults.Count > 0)
            return model;
        if (model.Form.Publication == Publication.WithoutName && !model.CanHideName)
            return With(model, new FormFault(FieldNames.Publication, "fault.publication"));
        return model.ToContent().IsEmpty
            ? With(model, new FormFault(FieldNames.Overall, model.IsConference ? "fault.emptyJoint" : "fault.empty"))
            : null;
    }

    private async Task<IResult> StoreAsync(
        ReplyPageModel model, StatementContent content, PageTexts texts, DurableTaskClient client, CancellationToken cancellationToken)
    {
        SubmitResult result;
        try
        {
            result = await submit.ExecuteAsync(model.Round.Round.RoundId, model.Body.BodyId, content, model.Form.BasedOn, cancellationToken);
        }
        catch (CommandRefusedException e) when (e.Reason == Refusal.Conflict)
        {
            return await pages.RefusedAsync(model, texts);
        }
#pragma warning disable CA1031 // Whatever it is: what was typed must not be lost with it. Sending it again is safe, also if it was stored.
        catch (Exception e) when (e is not (OperationCanceledException or CommandRefusedException))
#pragma warning restore CA1031
        {
            NotStored(logger, e, model.Round.Round.RoundId, model.Body.BodyId);
            return await pages.NotStoredAsync(With(model, new FormFault(null, "fault.notStored")), texts);
        }

        if (result.Kind == SubmitKind.Closed)
            return await pages.RefusedAsync(model, texts);
        await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        await SettleAsync(model, content.NilReturn, cancellationToken);
        return new SeeOtherResult(paths.Of($"b/{model.Token}/receipt/{result.Number}{LanguageQuery.Of(texts)}"));
    }

    private static ReplyPageModel With(ReplyPageModel model, FormFault fault) =>
        model with { Form = model.Form with { Faults = [fault, .. model.Form.Faults] } };

    [LoggerMessage(EventId = 2400, EventName = "StatementNotStored", Level = LogLevel.Error,
        Message = "A statement of {BodyId} in round {RoundId} could not be stored; its text was shown back.")]
    private static partial void NotStored(ILogger logger, Exception exception, string roundId, string bodyId);

    [LoggerMessage(EventId = 2401, EventName = "WorkingDraftNotSaved", Level = LogLevel.Warning,
        Message = "The working draft of {BodyId} in round {RoundId} could not be saved.")]
    private static partial void DraftNotSaved(ILogger logger, Exception exception, string roundId, string bodyId);
}
