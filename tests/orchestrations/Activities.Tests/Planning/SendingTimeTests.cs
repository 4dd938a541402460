using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using static LipServerless.Activities.Tests.ActivityRun;

namespace LipServerless.Activities.Tests.Planning;

/// <summary>When mails leave. 6 March 2026 is a Friday.</summary>
public sealed class SendingTimeTests
{
    private static readonly DateTimeOffset FridayEvening = Berlin(3, 6, 19);
    private static readonly DateTimeOffset Monday = Berlin(3, 9, 8);

    private static readonly BodyRecord Body = new()
    {
        BodyId = "beirat-01",
        Kind = BodyKind.IntegrationCouncil,
        Name = "Integrationsbeirat Mitte",
        Deadline = LocalTime.EndOf(new DateOnly(2026, 4, 10), LocalTime.DefaultZone),
        State = BodyState.Open,
        OpenedAt = FridayEvening,
    };

    private static readonly MailKind[] AtOnce = [MailKind.Receipt, MailKind.DissentReceipt, MailKind.LinkWithdrawn, MailKind.NewLink, MailKind.Disowned];

    public static TheoryData<MailKind> Awaited => [.. AtOnce];

    public static TheoryData<MailKind> Unasked => [.. Enum.GetValues<MailKind>().Except(AtOnce)];

    [Theory]
    [MemberData(nameof(Unasked))]
    public void Of_NobodyWaitsForIt_IsTheNextSendingHour(MailKind kind)
    {
        Assert.Equal(Monday, SendingTime.Of(Mail(kind), View(Body), FridayEvening));
        Assert.Equal(Monday.AddHours(3), SendingTime.Of(Mail(kind), View(Body), Monday.AddHours(3)));
    }

    [Theory]
    [MemberData(nameof(Awaited))]
    public void Of_SomebodyWaitsForIt_IsNow(MailKind kind) =>
        Assert.Equal(FridayEvening, SendingTime.Of(Mail(kind), View(Body), FridayEvening));

    [Theory]
    [InlineData(MailKind.Invitation)]
    [InlineData(MailKind.Reminder)]
    [InlineData(MailKind.Extended)]
    [InlineData(MailKind.ExtensionGranted)]
    [InlineData(MailKind.ExtensionRefused)]
    public void Of_DeadlineIsOverByThen_IsNow(MailKind kind)
    {
        var soon = Body with { Deadline = Berlin(3, 9) };

        Assert.Equal(FridayEvening, SendingTime.Of(Mail(kind), View(soon), FridayEvening));
        Assert.Equal(Monday, SendingTime.Of(Mail(MailKind.ClosedEarly), View(soon), FridayEvening));
    }

    [Fact]
    public void Of_TimeForDissentIsOverByThen_IsNow()
    {
        var conference = Body with { Kind = BodyKind.DelegateConference, AdoptedAt = FridayEvening };
        var view = View(conference);
        var hurried = view with { Round = view.Round with { Settings = view.Round.Settings with { DissentDays = 1 } } };

        Assert.Equal(Monday, SendingTime.Of(Mail(MailKind.Adopted), view, FridayEvening));
        Assert.Equal(FridayEvening, SendingTime.Of(Mail(MailKind.Adopted), hurried, FridayEvening));
    }

    [Fact]
    public void BodyPlan_HeldMail_WaitsForTheHourAndThenSends()
    {
        var view = View(Body, Mail(MailKind.Invitation));

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait, At = Monday }, BodyPlan.Next(view, Body.BodyId, FridayEvening, 1));
        Assert.Equal("beirat-01.Invitation.0", BodyPlan.Next(view, Body.BodyId, Monday, 1).MailId);
    }

    [Fact]
    public void BodyPlan_AwaitedMailBehindAHeldOne_LeavesAtOnce() =>
        Assert.Equal("beirat-01.Receipt.0", BodyPlan.Next(View(Body, Mail(MailKind.Invitation), Mail(MailKind.Receipt)), Body.BodyId, FridayEvening, 1).MailId);

    [Fact]
    public void BodyPlan_ClosedWithAHeldMail_IsDoneOnlyAfterIt()
    {
        var closed = Body with { State = BodyState.Closed, ClosedEarly = true, ClosedAt = FridayEvening, Result = BodyResult.Expired };
        var mail = Mail(MailKind.ClosedEarly);

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait, At = Monday }, BodyPlan.Next(View(closed, mail), Body.BodyId, FridayEvening, 1));
        Assert.Equal(BodyStepKind.Send, BodyPlan.Next(View(closed, mail), Body.BodyId, Monday, 1).Kind);
        Assert.Equal(BodyStepKind.Done, BodyPlan.Next(View(closed, mail with { State = MailState.Sent }), Body.BodyId, Monday, 1).Kind);
    }

    [Fact]
    public void BodyPlan_ReminderPlannedBeforeTheInvitationLeaves_IsNone()
    {
        // Planned for Sunday it would leave on Monday at eight, in the same minute as the invitation.
        var view = View(Body with { Deadline = LocalTime.EndOf(new DateOnly(2026, 3, 22), LocalTime.DefaultZone) });

        var next = BodyPlan.Next(view, Body.BodyId, Monday, 1);

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait, At = Berlin(3, 16, 8) }, next);
    }

    [Fact]
    public void BodyPlan_TwoRemindersCoincide_OneLeavesForBoth()
    {
        var body = Body with { OpenedAt = Berlin(3, 2, 9), Deadline = LocalTime.EndOf(new DateOnly(2026, 3, 8), LocalTime.DefaultZone) };
        var view = View(body);
        view = view with { Round = view.Round with { Settings = view.Round.Settings with { Reminders = new() { DaysBefore = [1, 0] } } } };

        var step = BodyPlan.Next(view, body.BodyId, Berlin(3, 6, 9), 1);

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Remind, ReminderStep = 2 }, step);
        var reminder = BodyPlan.ReminderFor(body, view.Round.Settings, Berlin(3, 6, 9))!.Value;
        Assert.Equal([1, 2], BodyPlan.DoneWith(reminder, body, view.Round.Settings));
    }

    [Fact]
    public void BodyPlan_AnyHourOfARound_WaitsOnlyForWhatLiesAhead()
    {
        var closed = Body with { State = BodyState.Closed };
        for (var now = FridayEvening; now < Body.Deadline; now += TimeSpan.FromMinutes(47))
        {
            foreach (var body in (BodyRecord[])[Body, closed])
            {
                var step = BodyPlan.Next(View(body, Mail(MailKind.ClosedEarly)), body.BodyId, now, 1);
                Assert.True(step.Kind == BodyStepKind.Send || step.At > now || step.Kind == BodyStepKind.Remind, $"{now}: {step}");
            }
        }
    }

    [Fact]
    public void RoundPlan_HeldMails_ShortenAWaitAndHinderTheEnd()
    {
        var decision = new DecisionRecord { Outcome = DecisionOutcome.Accepted, DraftHash = "h", DecidedOn = new DateOnly(2026, 3, 6), RecordedAt = FridayEvening };
        var told = View(Body with { State = BodyState.Closed }, Mail(MailKind.Outcome) with { Owner = WellKnownIds.Round });
        told = told with { Decision = decision, Round = told.Round with { State = RoundState.Accepted, OutcomeTold = true } };
        var open = View(Body, Mail(MailKind.SteeringReading) with { Owner = WellKnownIds.Round });

        Assert.Equal(new RoundStep { Kind = RoundStepKind.Wait, At = Monday }, RoundPlan.Next(told, FridayEvening, 1));
        Assert.Equal(RoundStepKind.Send, RoundPlan.Next(told, Monday, 1).Kind);
        Assert.Equal(RoundStepKind.Ended, RoundPlan.Next(told with { Mails = [told.Mails[0] with { State = MailState.Sent }] }, Monday, 1).Kind);
        Assert.Equal(new RoundStep { Kind = RoundStepKind.Wait, At = Monday }, RoundPlan.Next(open, FridayEvening, 1));
    }

    [Fact]
    public void RoundPlan_HeldMail_DoesNotHinderAFreeze()
    {
        var view = View(Body with { State = BodyState.Closed, Deadline = Berlin(3, 3) }, Mail(MailKind.SteeringReading) with { Owner = WellKnownIds.Round });

        Assert.Equal(RoundStepKind.Freeze, RoundPlan.Next(view, FridayEvening, 1).Kind);
    }

    private static MailRecord Mail(MailKind kind) => new() { Recipient = "beirat-01", Owner = "beirat-01", Kind = kind, DueAt = FridayEvening };

    private static RoundView View(BodyRecord body, params MailRecord[] mails) => new()
    {
        Round = new RoundRecord
        {
            RoundId = "lip-r1",
            Number = 1,
            Generation = 1,
            StartedAt = FridayEvening,
            Settings = new RoundSettings { Consultation = "lip", Title = "LIP" },
            DraftHash = "h",
            DraftDocument = "d",
            DraftFile = "f",
            DraftFileName = "n",
        },
        Bodies = [body],
        Mails = mails,
    };
}
