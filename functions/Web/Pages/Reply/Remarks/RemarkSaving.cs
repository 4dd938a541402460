using LipServerless.Activities.Commands.WorkingDrafts;

namespace LipServerless.Web.Pages.Reply.Remarks;

/// <summary>Adds the comments that were typed on a page, and removes one.</summary>
public sealed class RemarkSaving(WriteComments comments)
{
    /// <summary>The page with its comments added; those too long stay typed, with the fault at their field.</summary>
    public async Task<ReplyPageModel> AddAsync(ReplyPageModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tooLong = model.Remarks.Typed.Where(remark => remark.Value.Length > WriteComments.LongestComment).ToDictionary(StringComparer.Ordinal);
        var texts = model.Remarks.Typed.Where(remark => !tooLong.ContainsKey(remark.Key)).ToDictionary(StringComparer.Ordinal);
        var faults = tooLong.Select(remark => new FormFault(FieldNames.Remark(remark.Key), "fault.tooLong", WriteComments.LongestComment, remark.Value.Length));
        model = model with { Form = model.Form with { Faults = [.. model.Form.Faults, .. faults] } };
        if (texts.Count == 0)
            return model;
        var stored = await comments.AddAsync(
            new CommentsTyped
            {
                RoundId = model.Round.Round.RoundId,
                BodyId = model.Body.BodyId,
                Session = model.Working.Session,
                By = model.Author,
                Via = model.Access.Via,
                Texts = texts,
            },
            cancellationToken);
        return model with
        {
            Remarks = model.Remarks with
            {
                Stored = [.. stored.Where(comment => model.Access.Reads(comment.ParagraphId))],
                Typed = tooLong,
                Added = texts.Count,
            },
        };
    }

    /// <summary>The page without a comment, where this link may remove it.</summary>
    public async Task<ReplyPageModel> RemoveAsync(ReplyPageModel model, string commentId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Remarks.Stored.FirstOrDefault(comment => comment.CommentId == commentId) is not { } comment || !model.Access.MayRemove(comment))
            return model;
        await comments.RemoveAsync(model.Round.Round.RoundId, comment, cancellationToken);
        return model with { Remarks = model.Remarks with { Stored = [.. model.Remarks.Stored.Where(other => other != comment)] } };
    }
}
