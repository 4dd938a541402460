using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Drafts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Web.Pages.Colleagues;

/// <summary>All that a body's page for involving others shows.</summary>
public sealed record ColleaguesModel
{
    /// <summary>The token of the body's own link.</summary>
    public required string Token { get; init; }

    /// <summary>Proof that the forms are ours.</summary>
    public required string FormToken { get; init; }

    /// <summary>The round.</summary>
    public required RoundView Round { get; init; }

    /// <summary>The body.</summary>
    public required BodyRecord Body { get; init; }

    /// <summary>The draft, to choose paragraphs of.</summary>
    public required Draft Draft { get; init; }

    /// <summary>Whether links can be made and changed: while statements are taken.</summary>
    public required bool CanChange { get; init; }

    /// <summary>The address of the link to forward.</summary>
    public required Uri Forward { get; init; }

    /// <summary>The body's colleagues' links, newest first, withdrawn ones last.</summary>
    public required IReadOnlyList<ColleagueShown> Links { get; init; }

    /// <summary>What stands in the form.</summary>
    public required ColleagueForm Form { get; init; }

    /// <summary>The link that was just made: its address is shown this once.</summary>
    public ColleagueLinkMade? Made { get; init; }

    /// <summary>The name of the one just made.</summary>
    public string MadeName { get; init; } = "";

    /// <summary>Key of what just happened beside that; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The settings' zone.</summary>
    public string Zone => Round.Round.Settings.TimeZone;
}

/// <summary>A colleague's link, as the list shows it.</summary>
/// <param name="Link">Its row.</param>
/// <param name="Name">Its name; null once deleted.</param>
/// <param name="IsAlive">Whether it still opens the page.</param>
/// <param name="LastWrote">When something last came by it. Opening is not recorded: reading leaves no trace.</param>
public sealed record ColleagueShown(ColleagueLinkRecord Link, string? Name, bool IsAlive, DateTimeOffset? LastWrote);

/// <summary>What stands in the form for a new link: empty, or as typed, faults included.</summary>
public sealed record ColleagueForm
{
    /// <summary>The opened page: asking twice makes one link.</summary>
    public required string Session { get; init; }

    /// <summary>Whose link it is to be.</summary>
    public string Name { get; init; } = "";

    /// <summary>What its holder may do.</summary>
    public ColleagueRole Role { get; init; } = ColleagueRole.Draft;

    /// <summary>Whether it is limited to <see cref="Paragraphs"/>.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Chosen paragraphs.</summary>
    public IReadOnlyCollection<string> Paragraphs { get; init; } = [];

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<FormFault> Faults { get; init; } = [];

    /// <summary>The faults of a field.</summary>
    public IEnumerable<FormFault> FaultsAt(string field) => Faults.Where(fault => fault.Field == field);
}
