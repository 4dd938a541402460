using System.Globalization;
using LipServerless.Domain.Statements;

namespace LipServerless.Web.Pages.Reply;

/// <summary>The fields of a council's resolution as typed.</summary>
public sealed record ResolutionInput
{
    /// <summary>Date (see <see cref="DateField"/>).</summary>
    public string Date { get; init; } = "";

    /// <summary>Votes for.</summary>
    public string For { get; init; } = "";

    /// <summary>Votes against.</summary>
    public string Against { get; init; } = "";

    /// <summary>Abstentions.</summary>
    public string Abstentions { get; init; } = "";

    /// <summary>Whether nothing was entered.</summary>
    public bool IsEmpty => Date.Length == 0 && For.Length == 0 && Against.Length == 0 && Abstentions.Length == 0;

    /// <summary>What cannot be read.</summary>
    public IEnumerable<FormFault> Faults()
    {
        if (!IsEmpty && ReadDate() is null)
            yield return new FormFault(FieldNames.ResolutionDate, "fault.resolutionDate");
        foreach (var (field, text) in (IEnumerable<(string, string)>)[(FieldNames.ResolutionFor, For), (FieldNames.ResolutionAgainst, Against), (FieldNames.ResolutionAbstentions, Abstentions)])
        {
            if (text.Length > 0 && ReadVotes(text) is null)
                yield return new FormFault(field, "fault.votes");
        }
    }

    /// <summary>The resolution; null where nothing, or nothing readable, was entered.</summary>
    public CouncilResolution? ToResolution() => ReadDate() is not { } date ? null : new CouncilResolution
    {
        Date = date,
        For = ReadVotes(For),
        Against = ReadVotes(Against),
        Abstentions = ReadVotes(Abstentions),
    };

    /// <summary>The fields that hold a stored resolution.</summary>
    public static ResolutionInput Of(CouncilResolution? resolution) => resolution is null ? new() : new()
    {
        Date = DateField.Write(resolution.Date),
        For = Text(resolution.For),
        Against = Text(resolution.Against),
        Abstentions = Text(resolution.Abstentions),
    };

    private static string Text(int? votes) => votes?.ToString(CultureInfo.InvariantCulture) ?? "";

    private DateOnly? ReadDate() => DateField.Read(Date);

    private static int? ReadVotes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var votes) && votes <= 999 ? votes : null;
}
