using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Web.Pages.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LipServerless.Web.Pages.Reply.Working;

/// <summary>The reply form as texts by field name: how it travels in hidden fields and lies in the working draft.</summary>
public static class FormFields
{
    /// <summary>All fields that are not empty, in the form's order.</summary>
    public static IReadOnlyDictionary<string, string> Of(ReplyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
                fields[name] = text;
        }

        foreach (var (id, input) in form.Paragraphs)
        {
            Add(FieldNames.Stance(id), input.Stance?.ToString());
            Add(FieldNames.Comment(id), input.Comment);
            Add(FieldNames.Wording(id), input.Wording);
            Add(FieldNames.Claim(id), input.Claimed ? "1" : null);
            Add(FieldNames.NotAffectedAt(id), input.NotAffected ? "1" : null);
            Add(FieldNames.Sources(id), string.Join(' ', input.Sources));
        }

        Add(FieldNames.Overall, form.Overall);
        Add(FieldNames.NotAffected, form.NotAffected ? "1" : null);
        Add(FieldNames.Publication, form.Publication == Publication.NotPublished ? null : form.Publication.ToString());
        Add(FieldNames.ResolutionDate, form.Resolution.Date);
        Add(FieldNames.ResolutionFor, form.Resolution.For);
        Add(FieldNames.ResolutionAgainst, form.Resolution.Against);
        Add(FieldNames.ResolutionAbstentions, form.Resolution.Abstentions);
        return fields;
    }

    /// <summary>The form that holds these texts.</summary>
    public static ReplyForm Read(IReadOnlyDictionary<string, string> fields, Draft draft, BodyKind kind, int basedOn)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var posted = new FormCollection(fields.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal));
        return ReplyFormReader.Read(posted, draft, kind, PageAccess.Own) with { BasedOn = basedOn };
    }
}
