using LipServerless.Activities.Commands;
using LipServerless.Domain.Attachments;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Reply.Remarks;
using LipServerless.Web.Pages.Reply.Working;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Reply.Beside;

/// <summary>
/// What the small forms beside the statement have in common: opening what they posted, and keeping the statement that came along, which
/// without script is on no other way than this.
/// </summary>
public sealed partial class BesideForms(
    LinkGate gate,
    DeadLinkPages deadLinks,
    FormToken formTokens,
    PageLanguage language,
    ReplyPageReader reader,
    ReplyPages pages,
    WorkingDraftSaving saving,
    Attaching attaching,
    AttachmentLimits limits,
    RemarkSaving remarks,
    SitePaths paths,
    ILogger<BesideForms> logger)
{
    /// <summary>The page as posted, or the answer where there is nothing to do for it.</summary>
    public async Task<BesidePost> OpenAsync(HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        var form = visit.State is LinkState.Unknown or LinkState.NotYet
            ? await PostedForm.ReadAsync(request, cancellationToken)
            : await PostedForm.ReadAsync(request, limits, cancellationToken);
        var texts = TextCatalog.Find(form.Fields?[FieldNames.Language]) ?? await language.ForAsync(request, visit, cancellationToken);
        if (visit.State is LinkState.Unknown or LinkState.NotYet)
            return new(texts, await deadLinks.ShowAsync(visit, texts, token: token));
        if (form.Fields is not { } posted)
            return new(texts, await pages.UnreadableAsync(form, texts));
        if (visit.State is LinkState.Revoked or LinkState.Moved)
            return new(texts, await deadLinks.ShowAsync(visit, texts, KeptTexts.Of(posted, texts), token));

        var model = await reader.ReadAsync(token, visit, posted, cancellationToken);
        if (visit.State == LinkState.RoundOver)
            return new(texts, await pages.RefusedAsync(model, texts));
        if (!model.Access.MaySubmit)
            return new(texts, await pages.NotAllowedAsync(With(model, new FormFault(null, "fault.linkMayNot")), texts));
        var isOurs = formTokens.IsValid(visit.Link!, ReplyPageReader.ReplyPurpose, posted[FormToken.Field]);
        if (isOurs && model.CanSubmit)
            model = await attaching.AddAsync(model, form, cancellationToken);
        return new(texts, Answer: null) { Model = model, Posted = posted, IsOurs = isOurs };
    }

    /// <summary>The page with a fault of one of these forms: 400, nothing stored.</summary>
    public Task<IResult> FaultyAsync(BesidePost post, params IReadOnlyList<FormFault> faults)
    {
        ArgumentNullException.ThrowIfNull(post);
        return pages.FormAsync(WithBeside(post.Model, faults), post.Texts);
    }

    /// <summary>As the other, where the matter is settled and cannot be mended in the form: 409.</summary>
    public Task<IResult> ConflictAsync(BesidePost post, FormFault fault)
    {
        ArgumentNullException.ThrowIfNull(post);
        return post.Model.CanSubmit
            ? pages.ConflictAsync(WithBeside(post.Model, [fault]), post.Texts)
            : pages.RefusedAsync(post.Model with { Form = new ReplyForm() }, post.Texts);
    }

    /// <summary>After storing: the statement's fields become the working draft, and the page is shown anew.</summary>
    /// <param name="post">What was posted.</param>
    /// <param name="sent">Takes what was stored out of the input.</param>
    /// <param name="anchor">Where on the page it now stands.</param>
    /// <param name="cancellationToken">Ends saving; what was stored stays stored.</param>
    public async Task<IResult> DoneAsync(BesidePost post, Func<BesideInput, BesideInput> sent, string anchor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(sent);
        var (token, texts) = (post.Model.Token, post.Texts);
        // Read again: the page must show what was just stored.
        var model = await reader.ReadAsync(token, await gate.VisitPageAsync(token, cancellationToken), post.Posted, cancellationToken);
        model = model with { Beside = sent(model.Beside), Form = model.Form with { Faults = [.. post.Model.Form.FaultsAt(FieldNames.Files), .. model.Form.Faults] } };
        try
        {
            model = await remarks.AddAsync(await saving.SaveAsync(model, cancellationToken), cancellationToken);
        }
        catch (CommandRefusedException)
        {
            return await pages.FormAsync(model, texts);
        }
#pragma warning disable CA1031 // Whatever it is: what was typed must not be lost with it.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotSaved(logger, e, model.Round.Round.RoundId, model.Body.BodyId);
            return await pages.NotStoredAsync(With(model, new FormFault(null, "fault.notStored")), texts);
        }

        var isAllKept = model.Form.Faults.Count == 0 && model.Working.Conflicts.Count == 0 && !model.Beside.HasText;
        return isAllKept ? new SeeOtherResult(paths.Of($"b/{token}{LanguageQuery.Of(texts)}#{anchor}")) : await pages.SavedAsync(model, texts);
    }

    private static ReplyPageModel With(ReplyPageModel model, FormFault fault) =>
        model with { Form = model.Form with { Faults = [fault, .. model.Form.Faults] } };

    // What is wrong with the statement is no matter of these forms: it is told when the statement is sent.
    private static ReplyPageModel WithBeside(ReplyPageModel model, IReadOnlyList<FormFault> faults) =>
        model with { Beside = model.Beside with { Faults = faults }, Form = model.Form with { Faults = [.. model.Form.FaultsAt(FieldNames.Files)] } };

    [LoggerMessage(EventId = 2402, EventName = "WorkingDraftNotSavedBeside", Level = LogLevel.Warning,
        Message = "The working draft of {BodyId} in round {RoundId} could not be saved beside another form.")]
    private static partial void NotSaved(ILogger logger, Exception exception, string roundId, string bodyId);
}

/// <summary>What a form beside the statement posted.</summary>
/// <param name="Texts">The page's language.</param>
/// <param name="Answer">The answer where there is nothing more to do; null otherwise, and only then is the rest set.</param>
public sealed record BesidePost(PageTexts Texts, IResult? Answer)
{
    /// <summary>The page, with what was typed.</summary>
    public ReplyPageModel Model { get; init; } = null!;

    /// <summary>All fields.</summary>
    public IFormCollection Posted { get; init; } = FormCollection.Empty;

    /// <summary>Whether the form is ours.</summary>
    public bool IsOurs { get; init; }
}
