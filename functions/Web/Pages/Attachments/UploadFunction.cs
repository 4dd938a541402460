using LipServerless.Domain.Attachments;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>Adds files without leaving the page: the page's script sends them as they are chosen.</summary>
public sealed class UploadFunction(LinkGate gate, FormToken formTokens, ReplyPageReader reader, Attaching attaching, AttachmentLimits limits, PageRenderer renderer, SitePaths paths)
{
    /// <summary>Files were chosen.</summary>
    [Function("ReplyUpload")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/draft-files")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        if (visit.State != LinkState.Open)
            return new PrivateJsonResult(null, visit.State is LinkState.Unknown or LinkState.NotYet ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
        var form = await PostedForm.ReadAsync(request, limits, cancellationToken);
        if (form.Fields is not { } posted)
            return new PrivateJsonResult(null, form.Status);
        if (!formTokens.IsValid(visit.Link!, ReplyPageReader.ReplyPurpose, posted[FormToken.Field]))
            return new PrivateJsonResult(null, StatusCodes.Status400BadRequest);
        var model = await reader.ReadAsync(token, visit, posted, cancellationToken);
        if (!model.CanSubmit)
            return new PrivateJsonResult(null, StatusCodes.Status409Conflict);

        if (!model.Access.MayAttach)
            return new PrivateJsonResult(null, StatusCodes.Status403Forbidden);

        model = await attaching.AddAsync(model with { Form = new ReplyForm() }, form, cancellationToken);
        var texts = TextCatalog.For(posted[FieldNames.Language]);
        var list = await renderer.RenderAsync<AttachmentFragment>(new PageScope(texts, paths), model);
        return new PrivateJsonResult(
            new UploadAnswer(list, model.Attachments.Mark, texts["attachment.state", model.Attachments.Files.Count], [.. model.Form.Faults.Select(fault => texts[fault.Key, fault.Arguments])]),
            StatusCodes.Status200OK);
    }

    private sealed record UploadAnswer(string List, string Mark, string State, IReadOnlyList<string> Faults);
}
