using LipServerless.Activities.Commands.Attachments;
using LipServerless.Domain.Attachments;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>Adds what a posted form brought to the body's files, and takes files out.</summary>
public sealed class Attaching(ChangeAttachments change)
{
    /// <summary>The page after the files of a form were taken; what was not taken is told at the files.</summary>
    public async Task<ReplyPageModel> AddAsync(ReplyPageModel model, PostedForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(form);
        // A link that may not attach has no field for it.
        if (!form.HasFiles || !model.Access.MayAttach)
            return model;
        var changed = await change.AddAsync(FilesOf(model), form.Files, cancellationToken);
        var faults = form.FileFaults.Concat(changed.Faults).Select(FaultOf).ToList();
        return model with { Attachments = changed.Attachments, Form = model.Form with { Faults = [.. faults, .. model.Form.Faults] } };
    }

    /// <summary>The page after a file was taken out.</summary>
    public async Task<ReplyPageModel> RemoveAsync(ReplyPageModel model, string hash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model with { Attachments = await change.RemoveAsync(FilesOf(model), hash, cancellationToken) };
    }

    /// <summary>What a fault says, at the field for files.</summary>
    public static FormFault FaultOf(AttachmentFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new FormFault(FieldNames.Files, $"attachment.fault.{fault.Code}", fault.FileName, fault.Limit);
    }

    private static AttachmentsOwner FilesOf(ReplyPageModel model) => new()
    {
        RoundId = model.Round.Round.RoundId,
        BodyId = model.Body.BodyId,
        Submitted = model.SubmittedFiles,
        SubmittedTexts = model.Submitted,
        By = model.Working.Author.Length == 0 ? null : model.Working.Author,
    };
}
