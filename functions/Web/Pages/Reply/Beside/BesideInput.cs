using LipServerless.Web.Pages.Reply.MoreTime;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Reply.Beside;

/// <summary>
/// What was typed into the small forms beside the statement: the request for more time, the mark "abweichend". Their fields belong to the
/// reply form, so that whatever button is pressed nothing typed in either is lost; each is stored by its own button only.
/// </summary>
public sealed record BesideInput
{
    /// <summary>Names of these fields: no part of the statement.</summary>
    public static IReadOnlyList<string> Names { get; } = [FieldNames.DissentReason, FieldNames.MoreTimeReason, FieldNames.MoreTimeUntil];

    /// <summary>Nothing typed.</summary>
    public static BesideInput Nothing { get; } = new();

    /// <summary>A council's reason for "abweichend".</summary>
    public string Dissent { get; init; } = "";

    /// <summary>The request for more time.</summary>
    public MoreTimeInput MoreTime { get; init; } = MoreTimeInput.Nothing;

    /// <summary>What is wrong with them.</summary>
    public IReadOnlyList<FormFault> Faults { get; init; } = [];

    /// <summary>Whether anything was typed that no button has sent.</summary>
    public bool HasText => Dissent.Length > 0 || MoreTime.HasText;

    /// <summary>What was typed, by field.</summary>
    public IEnumerable<(string Name, string Text)> Fields =>
        new[] { (FieldNames.DissentReason, Dissent), (FieldNames.MoreTimeReason, MoreTime.Reason), (FieldNames.MoreTimeUntil, MoreTime.Until) }
            .Where(typed => typed.Item2.Length > 0);

    /// <summary>As posted.</summary>
    public static BesideInput Read(IFormCollection posted)
    {
        ArgumentNullException.ThrowIfNull(posted);
        string Text(string name) => ReplyFormReader.Clean(posted[name].ToString());
        return new BesideInput
        {
            Dissent = Text(FieldNames.DissentReason),
            MoreTime = new MoreTimeInput { Reason = Text(FieldNames.MoreTimeReason), Until = Text(FieldNames.MoreTimeUntil).Trim() },
        };
    }
}
