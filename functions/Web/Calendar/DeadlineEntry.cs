using LipServerless.Activities;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Calendar;

/// <summary>
/// A body's deadline as a calendar entry. It comes from stored facts alone: whoever makes it twice gets the same, and calendars know
/// a later one as the update of an earlier one.
/// </summary>
public sealed record DeadlineEntry
{
    /// <summary>One for each body and round: the same however often the deadline moves.</summary>
    public required Guid Uid { get; init; }

    /// <summary>Rises with every change of the deadline: extensions granted, the rest after one refused, and closing early.</summary>
    public required int Sequence { get; init; }

    /// <summary>When the deadline became what it is.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The last day, local: the entry lasts the whole day, which ends with the deadline.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>There is no deadline any more: staff closed the body before it.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>The language it is written in.</summary>
    public required PageTexts Texts { get; init; }

    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>
    /// The deadline in words and whom to call. Not the link: entries are shared with whole committees, and whoever has the link can
    /// submit.
    /// </summary>
    public required string Description { get; init; }

    /// <summary>The entry for a body's deadline as it stands.</summary>
    public static DeadlineEntry Of(RoundRecord round, BodyRecord body, PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(texts);
        var zone = round.Settings.TimeZone;
        return new DeadlineEntry
        {
            Uid = StableIds.Of(round, $"{body.BodyId}.calendar"),
            Sequence = body.Extensions.Count + body.MoreTime.Count(IsRest) + (body.ClosedEarly ? 1 : 0),
            ChangedAt = ChangedAtOf(round, body),
            LastDay = LocalTime.LastDayBefore(body.EndsAt, zone),
            IsCancelled = body.ClosedEarly,
            Texts = texts,
            Summary = texts[body.ClosedEarly ? "calendar.cancelled" : "calendar.summary", round.Settings.Title, body.Name],
            Description = string.Join(
                "\n",
                texts[body.ClosedEarly ? "calendar.noDeadline" : "calendar.deadline", texts.Deadline(body.EndsAt, zone)],
                texts["calendar.where"],
                "",
                round.Settings.OfficeContact),
        };
    }

    private static DateTimeOffset ChangedAtOf(RoundRecord round, BodyRecord body)
    {
        var asked = body.OpenedAt ?? round.StartedAt;
        var moved = body is { ClosedEarly: true, ClosedAt: { } closed } ? closed : body.Extensions is [.., var last] ? last.At : asked;
        if (!body.ClosedEarly && body.MoreTime.LastOrDefault(IsRest)?.DecidedAt is { } refused && refused > moved)
            moved = refused;
        return moved > asked ? moved : asked;
    }

    private static bool IsRest(MoreTimeRequest request) => request.State == MoreTimeState.Refused;
}
