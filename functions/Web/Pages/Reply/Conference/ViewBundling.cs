using LipServerless.Domain.Bundling;
using LipServerless.Domain.Statements;
using LipServerless.Web.Pages.Reply.Working;

namespace LipServerless.Web.Pages.Reply.Conference;

/// <summary>
/// Fills the joint view from councils' views. What stood in a field before is saved first and kept beside it, so that no press of a
/// button loses a text.
/// </summary>
public sealed class ViewBundling(WorkingDraftSaving saving)
{
    /// <summary>The page after the button was pressed.</summary>
    /// <param name="model">The page as posted.</param>
    /// <param name="action">The button.</param>
    /// <param name="cancellationToken">Ends saving.</param>
    public async Task<ReplyPageModel> ApplyAsync(ReplyPageModel model, BundleAction action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(action);
        var field = action.ParagraphId is { } id ? FieldNames.Comment(id) : FieldNames.Overall;
        if (model.Councils is not { } councils || !model.Access.MayWrite(field))
            return model;
        // First as it was typed: then it is stored, whatever becomes of it now.
        var typed = await saving.SaveAsync(model, cancellationToken);
        var (form, note) = Filled(typed, action, councils);
        if (form is null)
            return typed with { BundleNote = note };
        var filled = FormFields.Read(FormFields.Of(form), model.Draft, model.Body.Kind, form.BasedOn) with { Strays = form.Strays };
        var saved = await saving.ReplaceAsync(typed with { Form = filled }, cancellationToken);
        return saved with
        {
            BundleNote = note,
            // What others changed was told by the first saving.
            Working = saved.Working with { Changes = typed.Working.Changes, Conflicts = typed.Working.Conflicts },
        };
    }

    private static (ReplyForm? Form, BundleNote Note) Filled(ReplyPageModel model, BundleAction action, CouncilViews councils)
    {
        var form = model.Form;
        if (action.Kind == BundleKind.Overall)
            return Overall(form, action.CouncilId!, councils);

        var id = action.ParagraphId!;
        var current = form.At(id).ToView(id);
        var chosen = action.Kind == BundleKind.Adopt ? [action.CouncilId!] : form.At(id).Sources;
        var views = councils.At(id, chosen);
        if (views.Count == 0)
            return (null, new BundleNote(id, "conference.nothingChosen"));
        if (action.Kind == BundleKind.Adopt && views.Count == 1)
            return (form.With(id, JointDraft.Adopt(views[0])), new BundleNote(id, "conference.adopted", councils.ShortName(views[0].Name)));

        // A council whose online and paper statements differ is no single view to adopt: both are joined.
        var start = action.Kind == BundleKind.Adopt ? new ParagraphView { ParagraphId = id } : current;
        var joined = JointDraft.Merge(start, views);
        var names = string.Join(", ", views.Select(view => councils.ShortName(view.Name)).Distinct(StringComparer.Ordinal));
        return (form.With(id, joined), new BundleNote(id, joined.Stance is null ? "conference.mergedNoStance" : "conference.merged", names));
    }

    private static (ReplyForm? Form, BundleNote Note) Overall(ReplyForm form, string councilId, CouncilViews councils)
    {
        var council = councils.Councils.FirstOrDefault(candidate => candidate.Body.BodyId == councilId);
        var texts = (council?.Statements ?? []).SelectMany(statement => new[] { statement.Content?.Overall, statement.Content?.Transcript })
            .Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        if (council is null || texts.Count == 0)
            return (null, new BundleNote(null, "conference.nothingChosen"));
        var joined = texts.Aggregate(form.Overall, (text, more) => JointDraft.Append(text, council.Body.Name, more!));
        return (form with { Overall = joined }, new BundleNote(null, "conference.overallAdded", councils.ShortName(council.Body.Name)));
    }
}
