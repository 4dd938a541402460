using System.Text.Json;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.WorkingDrafts;
using LipServerless.Domain.Time;
using LipServerless.Web.Limits;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Reply.Working;

/// <summary>Saves as one types: the page's script sends the fields that were touched. Raises no event.</summary>
public sealed class AutosaveFunction(LinkGate gate, FormToken formTokens, ReplyPageReader reader, SaveWorkingDraft save, AttemptLimits limits)
{
    private const int LargestBody = 1024 * 1024;

    /// <summary>Some fields were touched.</summary>
    [Function("ReplyAutosave")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/draft")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        if (visit.State == LinkState.Unknown)
            return limits.AsGuess(new PrivateJsonResult(null, StatusCodes.Status404NotFound));
        if (visit.State != LinkState.Open)
            return new PrivateJsonResult(null, visit.State == LinkState.NotYet ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
        if (!request.HasJsonContentType())
            return new PrivateJsonResult(null, StatusCodes.Status415UnsupportedMediaType);
        ReadOnlyMemory<byte> body;
        try
        {
            body = await BoundedBody.ReadAsync(request, LargestBody, cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return new PrivateJsonResult(null, e.StatusCode);
        }

        if (Read(body) is not { } typed || !formTokens.IsValid(visit.Link!, ReplyPageReader.ReplyPurpose, typed.FormToken))
            return new PrivateJsonResult(null, StatusCodes.Status400BadRequest);

        var model = await reader.ReadAsync(token, visit, posted: null, cancellationToken);
        if (!model.CanSubmit)
            return new PrivateJsonResult(null, StatusCodes.Status409Conflict);
        var edits = typed.Fields.ToDictionary(field => field.Key, field => ReplyFormReader.Clean(field.Value), StringComparer.Ordinal);
        if (FormFields.Read(edits, model.Draft, model.Body.Kind, 0).Strays.Count > 0)
            return new PrivateJsonResult(null, StatusCodes.Status400BadRequest);
        if (!edits.Keys.All(model.Access.MayWrite))
            return new PrivateJsonResult(null, StatusCodes.Status403Forbidden);
        try
        {
            var name = WorkingDraft.NameOf(typed.Name);
            var saved = await save.ExecuteAsync(
                new DraftSave
                {
                    RoundId = model.Round.Round.RoundId,
                    BodyId = model.Body.BodyId,
                    Session = WorkingDraft.SessionOf(typed.Session),
                    By = model.Access.Name ?? (name.Length == 0 ? null : name),
                    Via = model.Access.Via,
                    Edits = edits,
                    Seen = SeenTexts.Parse(typed.Seen).Marks,
                    Submitted = model.Submitted,
                    HasNewFiles = model.Attachments.IsChanged,
                    MayWrite = model.Access.MayWrite,
                },
                cancellationToken);
            return new PrivateJsonResult(Answer(saved, edits, model, TextCatalog.For(typed.Language)), StatusCodes.Status200OK);
        }
        catch (CommandRefusedException)
        {
            return new PrivateJsonResult(null, StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static AutosaveAnswer Answer(DraftSaved saved, Dictionary<string, string> edits, ReplyPageModel model, PageTexts texts)
    {
        string Clock(DateTimeOffset at) => LocalTime.TimeOf(at, model.Zone).ToString("HH:mm", texts.Culture);
        string Note(string key, string field, string? by, string? via, DateTimeOffset at) =>
            texts[key, WorkingDraftSaving.NameOf(field, model.Draft, texts), WorkingDraftSaving.WriterOf(by, via, texts), Clock(at)];
        return new AutosaveAnswer(
            texts["draft.saved", Clock(saved.At)],
            edits.ToDictionary(edit => edit.Key, edit => TextMark.Of(edit.Value), StringComparer.Ordinal),
            [.. saved.Changes.Select(row => new AutosaveChange(row.Field, row.Text, TextMark.Of(row.Text), Note("draft.change", row.Field, row.By, row.Via, row.At)))],
            [.. saved.Conflicts.Select(field => (Field: field, Kept: saved.Fields.First(row => row.Field == field).Kept is [var newest, ..] ? newest : null))
                .Where(conflict => conflict.Kept is not null)
                .Select(conflict => new AutosaveConflict(conflict.Field, conflict.Kept!.Text, Note("draft.conflict", conflict.Field, conflict.Kept.By, conflict.Kept.Via, conflict.Kept.At)))]);
    }

    private static AutosaveRequest? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var typed = JsonSerializer.Deserialize<AutosaveRequest>(body.Span, JsonSerializerOptions.Web);
            return typed is { Fields: not null } && typed.Fields.Values.All(text => text is not null) ? typed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record AutosaveRequest(string? FormToken, string? Session, string? Name, string? Language, string? Seen, Dictionary<string, string> Fields);

    private sealed record AutosaveAnswer(
        string Saved, IReadOnlyDictionary<string, string> Marks, IReadOnlyList<AutosaveChange> Changes, IReadOnlyList<AutosaveConflict> Conflicts);

    private sealed record AutosaveChange(string Field, string Text, string Mark, string Note);

    private sealed record AutosaveConflict(string Field, string Text, string Note);
}
