using LipServerless.Web.Pages.Reply.Conference;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Reply;

/// <summary>Renders the pages around the reply form.</summary>
public sealed class ReplyPages(PageRenderer renderer, SitePaths paths)
{
    /// <summary>The reply page; 400 where the form has faults.</summary>
    public Task<IResult> FormAsync(ReplyPageModel model, PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(model);
        var isFaulty = model.Form.Faults.Count > 0 || model.Beside.Faults.Count > 0;
        return ShowAsync(model, texts, isFaulty ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    /// <summary>The reply page after saving; its faults are told, and hinder nothing.</summary>
    public Task<IResult> SavedAsync(ReplyPageModel model, PageTexts texts) => ShowAsync(model, texts, StatusCodes.Status200OK);

    /// <summary>Storing failed on our side: 503, with the form as it was filled in.</summary>
    public Task<IResult> NotStoredAsync(ReplyPageModel model, PageTexts texts) => ShowAsync(model, texts, StatusCodes.Status503ServiceUnavailable);

    /// <summary>The link does not allow what was asked: 403, with the form as it was filled in.</summary>
    public Task<IResult> NotAllowedAsync(ReplyPageModel model, PageTexts texts) => ShowAsync(model, texts, StatusCodes.Status403Forbidden);

    /// <summary>What a form beside the statement asked for is settled already: 409, with the form as it was filled in.</summary>
    public Task<IResult> ConflictAsync(ReplyPageModel model, PageTexts texts) => ShowAsync(model, texts, StatusCodes.Status409Conflict);

    /// <summary>Asks whether a nil return is meant.</summary>
    public Task<IResult> NilAsync(ReplyPageModel model, PageTexts texts) => ShowAsync<NilPage>(model, texts, StatusCodes.Status200OK);

    /// <summary>Shows what would be submitted.</summary>
    public Task<IResult> ReviewAsync(ReplyPageModel model, PageTexts texts) => ShowAsync<ReviewPage>(model, texts, StatusCodes.Status200OK);

    /// <summary>Too late: 409, with the text shown back.</summary>
    public Task<IResult> RefusedAsync(ReplyPageModel model, PageTexts texts) => ShowAsync<RefusedPage>(model, texts, StatusCodes.Status409Conflict);

    /// <summary>The form cannot be read: too large, or no form.</summary>
    public async Task<IResult> UnreadableAsync(PostedForm form, PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(texts);
        var message = new MessageModel(texts["tooLarge.title"], [texts["tooLarge.why"], texts["tooLarge.todo"]]);
        return new PageResult(await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), message), form.Status);
    }

    private Task<IResult> ShowAsync(ReplyPageModel model, PageTexts texts, int status)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.IsConference ? ShowAsync<ConferencePage>(model, texts, status) : ShowAsync<ReplyPage>(model, texts, status);
    }

    private async Task<IResult> ShowAsync<TPage>(ReplyPageModel model, PageTexts texts, int status)
        where TPage : IComponent =>
        new PageResult(await renderer.RenderAsync<TPage>(new PageScope(texts, paths), model), status);
}
