using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Domain.Drafts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Pages.Reply.Working;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Colleagues;

/// <summary>Names of the fields and buttons of the page for involving others; reads what was posted.</summary>
public static class ColleagueFields
{
    /// <summary>Whose link it is to be.</summary>
    public const string Name = "name";

    /// <summary>What its holder may do.</summary>
    public const string Role = "rolle";

    /// <summary>All paragraphs, or some.</summary>
    public const string Scope = "umfang";

    /// <summary>The value of <see cref="Scope"/> for some paragraphs.</summary>
    public const string Some = "einige";

    /// <summary>A chosen paragraph; as often as there are.</summary>
    public const string Paragraph = "absatz";

    /// <summary>The generation of the link to forward that the page showed.</summary>
    public const string Generation = "stand";

    /// <summary>Make the link.</summary>
    public const string Make = "make";

    /// <summary>Withdraw the link to forward and make a new one.</summary>
    public const string Renew = "renew";

    /// <summary>Withdraw a colleague's link: followed by its id.</summary>
    public const string WithdrawPrefix = "withdraw-";

    /// <summary>The form of a page that is opened now.</summary>
    public static ColleagueForm Empty() => new() { Session = WorkingDraft.SessionOf(null) };

    /// <summary>The form as posted, with every fault at once. Faults matter only to who presses <see cref="Make"/>.</summary>
    public static ColleagueForm Read(IFormCollection posted, Draft draft)
    {
        ArgumentNullException.ThrowIfNull(posted);
        ArgumentNullException.ThrowIfNull(draft);
        var name = ReplyFormReader.Clean(posted[Name].ToString()).ReplaceLineEndings(" ").Trim();
        var isRole = Enum.TryParse<ColleagueRole>(posted[Role], out var role) && role.ToString() == posted[Role];
        var isLimited = posted[Scope] == Some;
        var known = draft.Commentable.Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);
        var chosen = posted[Paragraph].OfType<string>().Where(known.Contains).ToHashSet(StringComparer.Ordinal);
        var faults = new List<FormFault>();
        if (name.Length == 0)
            faults.Add(new FormFault(Name, "fault.colleagueName"));
        else if (name.Length > MakeColleagueLink.LongestName)
            faults.Add(new FormFault(Name, "fault.tooLong", MakeColleagueLink.LongestName, name.Length));
        if (!isRole)
            faults.Add(new FormFault(Role, "fault.colleagueRole"));
        if (isLimited && chosen.Count == 0)
            faults.Add(new FormFault(Scope, "fault.colleagueParagraphs"));
        return new ColleagueForm
        {
            Session = WorkingDraft.SessionOf(posted[FieldNames.Session]),
            Name = name,
            Role = isRole ? role : ColleagueRole.Draft,
            IsLimited = isLimited,
            Paragraphs = [.. draft.Commentable.Select(paragraph => paragraph.Id).Where(chosen.Contains)],
            Faults = faults,
        };
    }
}
