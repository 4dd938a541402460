using System.Globalization;
using System.Text;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Statements;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply.Beside;
using LipServerless.Web.Pages.Reply.Remarks;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Reply;

/// <summary>Reads what was posted. Loses no text: what cannot be stored is kept to be shown back, with every fault at once.</summary>
public static class ReplyFormReader
{
    private static readonly HashSet<string> OwnFields =
        [FieldNames.BasedOn, FieldNames.Action, FieldNames.View, FieldNames.Language, FieldNames.Author, FieldNames.Session, FieldNames.Seen, FieldNames.Attached, FormToken.Field, .. BesideInput.Names];

    /// <summary>The form as posted.</summary>
    /// <param name="posted">All fields.</param>
    /// <param name="draft">The draft of the round.</param>
    /// <param name="kind">Who answers: only the equality officer claims paragraphs.</param>
    /// <param name="access">What the link allows to write; anything else belongs to no field of its page.</param>
    public static ReplyForm Read(IFormCollection posted, Draft draft, BodyKind kind, PageAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(posted);
        ArgumentNullException.ThrowIfNull(draft);
        var known = draft.Commentable.Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);
        var isOfficer = kind == BodyKind.EqualityOfficer;
        var isConference = kind == BodyKind.DelegateConference;
        var paragraphs = new Dictionary<string, ParagraphInput>(StringComparer.Ordinal);
        var strays = new List<string>();
        var faults = new List<FormFault>();
        var overall = "";
        var notAffected = false;
        var publication = Publication.NotPublished;
        var resolution = new ResolutionInput();

        foreach (var (field, values) in posted)
        {
            var text = Clean(values.ToString());
            if (OwnFields.Contains(field) || text.Length == 0 || RemarkFields.IsRemark(field, known, access))
                continue;
            if (!access.MayWrite(field))
                strays.Add(text);
            else if (field == FieldNames.Overall)
                overall = Checked(field, text);
            else if (field == FieldNames.NotAffected && isOfficer)
                notAffected = true;
            else if (field == FieldNames.Publication && Enum.TryParse<Publication>(text, out var chosen) && chosen.ToString() == text)
                publication = chosen;
            else if (kind == BodyKind.IntegrationCouncil && With(resolution, field, text) is { } filled)
                resolution = filled;
            else if (field.Length > 2 && field[1] == '-' && known.Contains(field[2..]))
                ReadParagraph(field, field[2..], text);
            else
                strays.Add(text);
        }

        faults.AddRange(resolution.Faults());
        if (strays.Count > 0)
            faults.Add(new FormFault(null, "fault.unknownField"));
        if (notAffected && paragraphs.Values.Any(input => input.Claimed))
            faults.Add(new FormFault(FieldNames.NotAffected, "fault.claimedAndNotAffected"));
        return new ReplyForm
        {
            Paragraphs = paragraphs,
            Overall = overall,
            NotAffected = notAffected,
            Publication = publication,
            Resolution = resolution,
            BasedOn = BasedOn(posted),
            Strays = strays,
            Faults = faults,
        };

        string Checked(string field, string text)
        {
            if (text.Length > ReplyForm.LongestText)
                faults.Add(new FormFault(field, "fault.tooLong", ReplyForm.LongestText, text.Length));
            return text;
        }

        void ReadParagraph(string field, string id, string text)
        {
            var input = paragraphs.GetValueOrDefault(id) ?? ParagraphInput.Nothing;
            switch (field[0])
            {
                case 's' when TryStance(text, out var stance):
                    paragraphs[id] = input with { Stance = stance };
                    break;
                case 'c':
                    paragraphs[id] = input with { Comment = Checked(field, text) };
                    break;
                case 'w':
                    paragraphs[id] = input with { Wording = Checked(field, text) };
                    break;
                case 'k' when isOfficer:
                    paragraphs[id] = input with { Claimed = true };
                    break;
                case 'n' when isOfficer:
                    paragraphs[id] = input with { NotAffected = true };
                    break;
                case 'q' when isConference:
                    // From ticks with a comma between them, from hidden fields and the working draft with a space.
                    paragraphs[id] = input with { Sources = [.. text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(source => Slug.IsValid(source, 40)).Distinct(StringComparer.Ordinal)] };
                    break;
                default:
                    strays.Add(text);
                    break;
            }
        }
    }

    /// <summary>Text as it is stored: line feeds alone end lines, no other control characters, nothing trailing.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings("\n"))
        {
            if (character is '\n' or '\t' || !char.IsControl(character))
                clean.Append(character);
        }

        return clean.ToString().TrimEnd();
    }

    private static ResolutionInput? With(ResolutionInput resolution, string field, string text) => field switch
    {
        FieldNames.ResolutionDate => resolution with { Date = text.Trim() },
        FieldNames.ResolutionFor => resolution with { For = text.Trim() },
        FieldNames.ResolutionAgainst => resolution with { Against = text.Trim() },
        FieldNames.ResolutionAbstentions => resolution with { Abstentions = text.Trim() },
        _ => null,
    };

    private static bool TryStance(string text, out Stance? stance)
    {
        stance = Enum.TryParse<Stance>(text, out var parsed) && Enum.IsDefined(parsed) && parsed.ToString() == text ? parsed : null;
        return stance is not null;
    }

    // An unreadable number means that we do not know what they saw: then they are told of every version there is.
    private static int BasedOn(IFormCollection posted) =>
        int.TryParse(posted[FieldNames.BasedOn], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
