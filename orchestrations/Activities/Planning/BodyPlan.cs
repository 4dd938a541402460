using LipServerless.Activities.Ports;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Planning;

/// <summary>What a body's loop does next, decided from what is stored. Pure.</summary>
public static class BodyPlan
{
    /// <summary>The next deed, or until when there is none.</summary>
    /// <param name="round">The round as read.</param>
    /// <param name="bodyId">The body; it must be part of the round.</param>
    /// <param name="asOf">The orchestration's time.</param>
    /// <param name="generation">The generation that asks.</param>
    /// <exception cref="NotStoredException">The body is not part of the round.</exception>
    public static BodyStep Next(RoundView round, string bodyId, DateTimeOffset asOf, int generation)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Round.Generation != generation)
            return new BodyStep { Kind = BodyStepKind.Superseded };

        var body = round.Body(bodyId) ?? throw new NotStoredException($"body {bodyId} of round {round.Round.RoundId}");
        if (body.State == BodyState.Planned)
            return new BodyStep { Kind = BodyStepKind.Open };
        if (DueMails.NextOf(round, bodyId, asOf) is { } mail)
            return new BodyStep { Kind = BodyStepKind.Send, MailId = mail.MailId };
        var held = DueMails.NextChance(round, bodyId, asOf);
        if (body.State == BodyState.Closed)
            return held is null ? new BodyStep { Kind = BodyStepKind.Done, Result = body.Result } : new BodyStep { Kind = BodyStepKind.Wait, At = held };
        if (!body.IsOpenAt(asOf))
            return new BodyStep { Kind = BodyStepKind.Close };
        if (ReminderFor(body, round.Round.Settings, asOf) is { } reminder)
            return new BodyStep { Kind = BodyStepKind.Remind, ReminderStep = reminder.Step };
        return new BodyStep { Kind = BodyStepKind.Wait, At = Instants.Earlier(NextInstant(body, round.Round.Settings, asOf), held) };
    }

    /// <summary>
    /// The reminder that is due to a body now; null where none is: it has answered, is not open, its deadline is over, or it waits for an
    /// answer itself, namely to its request for more time, or no mail reaches it.
    /// </summary>
    public static ReminderStep? ReminderFor(BodyRecord body, RoundSettings settings, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(settings);
        return body is { State: BodyState.Open, HasAnswered: false, UndecidedRequest: null, Undeliverable: null }
            ? DueReminder.At(settings.RemindersFor(body.Deadline), body.Deadline, DeadlineKnownSince(body, settings), body.RemindersDone, asOf)
            : null;
    }

    /// <summary>The steps that are done once this reminder is due: older missed ones are skipped with it.</summary>
    public static IReadOnlyList<int> DoneWith(ReminderStep reminder, BodyRecord body, RoundSettings settings)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(settings);
        return DueReminder.DoneWith(reminder, settings.RemindersFor(body.Deadline), body.RemindersDone);
    }

    // Null while a request for more time is undecided: the decision is a change, and nothing else is to come before it.
    private static DateTimeOffset? NextInstant(BodyRecord body, RoundSettings settings, DateTimeOffset asOf)
    {
        if (body.UndecidedRequest is not null)
            return null;
        var reminder = body is { HasAnswered: true } or { Undeliverable: not null }
            ? null
            : DueReminder.NextAfter(settings.RemindersFor(body.Deadline), body.Deadline, body.RemindersDone, asOf);
        return reminder ?? body.ClosesAt;
    }

    // Since it was asked, or since staff last named its deadline to it, by extending it, by refusing to, or by asking it again where a mail
    // had come back; more exactly since that mail left: a reminder planned for the night before would leave in the same minute.
    private static DateTimeOffset DeadlineKnownSince(BodyRecord body, RoundSettings settings)
    {
        DateTimeOffset?[] named =
        [
            body.OpenedAt,
            body.Extensions is [.., var extension] ? extension.At : null,
            body.MoreTime is [.., var request] ? request.DecidedAt : null,
            body.ContactMendedAt,
        ];
        return named.Max() is { } known ? settings.NextOpening(known) : DateTimeOffset.MinValue;
    }
}
