using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Planning;

/// <summary>What the round's own loop does next, decided from what is stored. Pure.</summary>
public static class RoundPlan
{
    /// <summary>The next deed, or until when there is none (no instant: until something changes).</summary>
    /// <param name="round">The round as read.</param>
    /// <param name="asOf">The orchestration's time.</param>
    /// <param name="generation">The generation that asks.</param>
    public static RoundStep Next(RoundView round, DateTimeOffset asOf, int generation)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Round.Generation != generation)
            return new RoundStep { Kind = RoundStepKind.Superseded };
        if (DueMails.NextOf(round, WellKnownIds.Round, asOf) is { } mail)
            return new RoundStep { Kind = RoundStepKind.Send, MailId = mail.MailId };
        var step = round.Round.State switch
        {
            RoundState.Collecting => Collecting(round, asOf),
            RoundState.AwaitingDecision => Awaiting(round.Round, asOf),
            RoundState.Returned or RoundState.Accepted => Decided(round),
            _ => throw new ArgumentOutOfRangeException(nameof(round), round.Round.State, "Unknown state of a round."),
        };
        return DueMails.NextChance(round, WellKnownIds.Round, asOf) is { } chance ? NotWithout(step, chance) : step;
    }

    // A mail waits for the sending hours: no wait is longer, and the round does not end before it has left.
    private static RoundStep NotWithout(RoundStep step, DateTimeOffset chance) => step.Kind switch
    {
        RoundStepKind.Wait => step with { At = Instants.Earlier(step.At, chance) },
        RoundStepKind.Ended => new RoundStep { Kind = RoundStepKind.Wait, At = chance },
        _ => step,
    };

    /// <summary>Whether everything is in: all bodies closed, grace and dissent over.</summary>
    public static bool CollectionIsOver(RoundView round, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(round);
        return AllClosed(round) && asOf >= CollectionWindow.CollectionClosesAt(round);
    }

    /// <summary>The reminder that is due to the steering group now; null where none is.</summary>
    public static ReminderStep? ReminderFor(RoundRecord round, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round is { State: RoundState.AwaitingDecision, DecisionDue: { } due, FrozenAt: { } since }
            ? DueReminder.At(round.Settings.DecisionRemindersFor(due), due, round.Settings.NextOpening(since), round.DecisionRemindersDone, asOf)
            : null;
    }

    /// <summary>The steps that are done once this reminder is due: older missed ones are skipped with it.</summary>
    public static IReadOnlyList<int> DoneWith(ReminderStep reminder, RoundRecord round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var due = round.DecisionDue ?? throw new NotStoredException($"date of decision of round {round.RoundId}");
        return DueReminder.DoneWith(reminder, round.Settings.DecisionRemindersFor(due), round.DecisionRemindersDone);
    }

    private static RoundStep Collecting(RoundView round, DateTimeOffset asOf)
    {
        if (CollectionIsOver(round, asOf))
            return new RoundStep { Kind = RoundStepKind.Freeze };

        // While bodies are open their own orchestrations keep the time.
        return new RoundStep { Kind = RoundStepKind.Wait, At = AllClosed(round) ? CollectionWindow.CollectionClosesAt(round) : null };
    }

    private static RoundStep Awaiting(RoundRecord round, DateTimeOffset asOf)
    {
        if (ReminderFor(round, asOf) is { } reminder)
            return new RoundStep { Kind = RoundStepKind.Remind, ReminderStep = reminder.Step };

        // Overdue decisions are a matter for staff: the dashboard shows them, the process waits.
        var next = round.DecisionDue is { } due
            ? DueReminder.NextAfter(round.Settings.DecisionRemindersFor(due), due, round.DecisionRemindersDone, asOf)
            : null;
        return new RoundStep { Kind = RoundStepKind.Wait, At = next };
    }

    private static RoundStep Decided(RoundView round) => round.Round.OutcomeTold
        ? new RoundStep { Kind = RoundStepKind.Ended, Outcome = round.Decision?.Outcome ?? throw new NotStoredException($"decision of round {round.Round.RoundId}") }
        : new RoundStep { Kind = RoundStepKind.Tell };

    private static bool AllClosed(RoundView round) => round.Bodies.All(body => body.State == BodyState.Closed);
}
