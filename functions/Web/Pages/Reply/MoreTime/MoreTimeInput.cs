using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Reply.MoreTime;

/// <summary>The fields of the request for more time as typed.</summary>
public sealed record MoreTimeInput
{
    /// <summary>Nothing typed.</summary>
    public static MoreTimeInput Nothing { get; } = new();

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The last day wished for (see <see cref="DateField"/>).</summary>
    public string Until { get; init; } = "";

    /// <summary>Whether anything was typed.</summary>
    public bool HasText => Reason.Length > 0 || Until.Length > 0;

    /// <summary>The last day wished for; null where it cannot be read.</summary>
    public DateOnly? LastDay => DateField.Read(Until);

    /// <summary>What is wrong with them, at an instant.</summary>
    public IEnumerable<FormFault> FaultsFor(BodyRecord body, string zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Reason.Length == 0)
            yield return new FormFault(FieldNames.MoreTimeReason, "fault.moreTimeReason");
        else if (Reason.Length > Reasons.Longest)
            yield return new FormFault(FieldNames.MoreTimeReason, "fault.tooLong", Reasons.Longest, Reason.Length);
        if (LastDay is not { } day)
            yield return new FormFault(FieldNames.MoreTimeUntil, "fault.moreTimeUntil");
        else if (day <= LocalTime.LastDayBefore(body.Deadline, zone) || day < LocalTime.DateOf(now, zone))
            yield return new FormFault(FieldNames.MoreTimeUntil, "fault.moreTimeNotLater");
        else if (day > RequestMoreTime.LatestWish(now, zone))
            yield return new FormFault(FieldNames.MoreTimeUntil, "fault.moreTimeTooFar");
    }
}
