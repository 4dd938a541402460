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
        if (DueMails.NextOf(round, bodyId) is { } mail)
            return new BodyStep { Kind = BodyStepKind.Send, MailId = mail.MailId };
        if (body.State == BodyState.Closed)
            return new BodyStep { Kind = BodyStepKind.Done, Result = body.Result };
        if (asOf >= body.Deadline)
            return new BodyStep { Kind = BodyStepKind.Close };
        if (ReminderFor(body, round.Round.Settings, asOf) is { } reminder)
            return new BodyStep { Kind = BodyStepKind.Remind, ReminderStep = reminder.Step };
        return new BodyStep { Kind = BodyStepKind.Wait, At = NextInstant(body, round.Round.Settings, asOf) };
    }

    /// <summary>The reminder that is due to a body now; null where none is: it has answered, is not open, or its deadline is over.</summary>
    public static ReminderStep? ReminderFor(BodyRecord body, RoundSettings settings, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(settings);
        return body is { State: BodyState.Open, HasAnswered: false }
            ? DueReminder.At(settings.Reminders, body.Deadline, settings.TimeZone, DeadlineKnownSince(body), body.RemindersDone, asOf)
            : null;
    }

    /// <summary>The steps that are done once this reminder is due: older missed ones are skipped with it.</summary>
    public static IReadOnlyList<int> DoneWith(ReminderStep reminder, BodyRecord body, RoundSettings settings)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(settings);
        return DueReminder.DoneWith(reminder, settings.Reminders, body.Deadline, settings.TimeZone, body.RemindersDone);
    }

    private static DateTimeOffset NextInstant(BodyRecord body, RoundSettings settings, DateTimeOffset asOf)
    {
        var reminder = body.HasAnswered
            ? null
            : DueReminder.NextAfter(settings.Reminders, body.Deadline, settings.TimeZone, body.RemindersDone, asOf);
        return reminder ?? body.Deadline;
    }

    private static DateTimeOffset DeadlineKnownSince(BodyRecord body)
    {
        var opened = body.OpenedAt ?? DateTimeOffset.MinValue;
        return body.Extensions.Count > 0 && body.Extensions[^1].At > opened ? body.Extensions[^1].At : opened;
    }
}
