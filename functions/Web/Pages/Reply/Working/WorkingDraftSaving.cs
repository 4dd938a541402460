using LipServerless.Activities.Commands.WorkingDrafts;
using LipServerless.Domain.Drafts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Pages.Reply.Working;

/// <summary>Saves a posted form as the body's working draft, and takes over what others changed.</summary>
public sealed class WorkingDraftSaving(SaveWorkingDraft save, SettleWorkingDraft settle)
{
    /// <summary>The page after saving: its own texts, and those of others where it had not touched them.</summary>
    public Task<ReplyPageModel> SaveAsync(ReplyPageModel model, CancellationToken cancellationToken) => SaveAsync(model, keepsReplaced: false, cancellationToken);

    /// <summary>The page after fields were filled by a button: what they replaced stays beside them.</summary>
    public Task<ReplyPageModel> ReplaceAsync(ReplyPageModel model, CancellationToken cancellationToken) => SaveAsync(model, keepsReplaced: true, cancellationToken);

    private async Task<ReplyPageModel> SaveAsync(ReplyPageModel model, bool keepsReplaced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (edits, working) = (FormFields.Of(model.Form), model.Working);
        var saved = await save.ExecuteAsync(
            new DraftSave
            {
                RoundId = model.Round.Round.RoundId,
                BodyId = model.Body.BodyId,
                Session = working.Session,
                By = model.Author,
                Via = model.Access.Via,
                Edits = edits,
                Seen = working.Seen.Marks,
                Submitted = model.Submitted,
                HasNewFiles = model.Attachments.IsChanged,
                IsWhole = true,
                MayWrite = model.Access.MayWrite,
                KeepsReplaced = keepsReplaced,
            },
            cancellationToken);
        var fields = saved.Fields.Where(field => model.Access.ReadsField(field.Field)).ToList();
        var merged = edits.ToDictionary(StringComparer.Ordinal);
        foreach (var change in saved.Changes)
            merged[change.Field] = change.Text;
        return model with
        {
            Form = FormFields.Read(merged, model.Draft, model.Body.Kind, model.Form.BasedOn) with { Strays = model.Form.Strays, Faults = model.Form.Faults },
            Working = working with
            {
                Fields = fields,
                Changes = saved.Changes,
                Conflicts = saved.Conflicts,
                SavedAt = saved.At,
                Seen = SeenTexts.Of(merged),
                IsPending = model.Attachments.IsChanged || fields.Exists(field => field.Text != (model.Submitted.GetValueOrDefault(field.Field) ?? "")),
            },
        };
    }

    /// <summary>After the page's form was submitted, or a nil return instead.</summary>
    public Task SettleAsync(ReplyPageModel model, bool isNil, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (isNil)
            return settle.AfterNilAsync(model.Round.Round.RoundId, model.Body.BodyId, cancellationToken);
        return settle.ExecuteAsync(model.Round.Round.RoundId, model.Body.BodyId, model.Working.Session, FormFields.Of(model.Form), cancellationToken);
    }

    /// <summary>Who wrote it: by the name they gave, and by which link.</summary>
    public static string WriterOf(string? by, string? via, PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (via == DraftFieldRecord.ViaForward)
            return by is null ? texts["link.someoneForward"] : texts["link.byForward", by];
        return by ?? texts["draft.someone"];
    }

    /// <summary>Which field: "Absatz 3: Begründung oder Anmerkung".</summary>
    public static string NameOf(string field, Draft draft, PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(texts);
        if (FieldNames.ParagraphOf(field) is not { } id || draft.Find(id) is not { } paragraph)
            return texts[field == FieldNames.Overall ? "closing.overall" : "draft.field.other"];
        var what = field[0] switch { 's' => "draft.field.stance", 'c' => "stance.comment", 'w' => "stance.wordingLabel", 'q' => "conference.sources", 'n' => "equality.notAffectedShort", _ => "equality.claim" };
        return $"{texts["paragraph.number", paragraph.Number]}: {texts[what]}";
    }
}
