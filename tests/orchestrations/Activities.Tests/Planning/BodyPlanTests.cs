using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using static LipServerless.Activities.Tests.ActivityRun;

namespace LipServerless.Activities.Tests.Planning;

public sealed class BodyPlanTests
{
    private static readonly DateTimeOffset Deadline = LocalTime.EndOf(new DateOnly(2026, 4, 10), LocalTime.DefaultZone);

    private static readonly BodyRecord Asked = new()
    {
        BodyId = "beirat-01",
        Kind = BodyKind.IntegrationCouncil,
        Name = "Integrationsbeirat Mitte",
        Deadline = Deadline,
        State = BodyState.Open,
        OpenedAt = Berlin(3, 2, 9),
    };

    private static readonly MoreTimeRequest Request = new()
    {
        Number = 1,
        At = Berlin(3, 26),
        WishedLastDay = new DateOnly(2026, 4, 24),
        ReasonDocument = "requests/x.txt",
    };

    private static readonly MailRecord Receipt = new()
    {
        Recipient = "beirat-01",
        Owner = "beirat-01",
        Kind = MailKind.Receipt,
        Step = 1,
        DueAt = Berlin(3, 5),
    };

    [Fact]
    public void Next_OtherGeneration_IsSuperseded() =>
        Assert.Equal(BodyStepKind.Superseded, BodyPlan.Next(View(Asked), "beirat-01", Berlin(3, 3), generation: 2).Kind);

    [Fact]
    public void Next_UnknownBody_Throws() =>
        Assert.Throws<NotStoredException>(() => BodyPlan.Next(View(Asked), "beirat-99", Berlin(3, 3), 1));

    [Fact]
    public void Next_Planned_Opens() =>
        Assert.Equal(BodyStepKind.Open, Next(Asked with { State = BodyState.Planned, OpenedAt = null }, Berlin(3, 2)).Kind);

    [Fact]
    public void Next_DueMails_AreSentFirstAndOldestFirst()
    {
        var invitation = Receipt with { Kind = MailKind.Invitation, Step = 0, DueAt = Berlin(3, 2) };

        var step = Next(Asked, Deadline.AddDays(1), Receipt, invitation);

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Send, MailId = "beirat-01.Invitation.0" }, step);
    }

    [Fact]
    public void Next_MailWhoseSendingWasBegun_ComesAgain() =>
        Assert.Equal("beirat-01.Receipt.1", Next(Asked, Berlin(3, 6), Receipt with { State = MailState.Sending }).MailId);

    [Theory]
    [InlineData(MailState.Sent)]
    [InlineData(MailState.Letter)]
    [InlineData(MailState.Failed)]
    [InlineData(MailState.Dropped)]
    public void Next_SettledMail_IsLeftAlone(MailState state) =>
        Assert.Equal(BodyStepKind.Wait, Next(Asked, Berlin(3, 6), Receipt with { State = state }).Kind);

    [Fact]
    public void Next_MailOfAnotherOwner_IsLeftAlone() =>
        Assert.Equal(BodyStepKind.Wait, Next(Asked, Berlin(3, 6), Receipt with { Owner = WellKnownIds.Round }).Kind);

    [Fact]
    public void Next_BeforeTheFirstReminder_WaitsForIt() =>
        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait, At = Berlin(3, 27, 9) }, Next(Asked, Berlin(3, 6)));

    [Fact]
    public void Next_AtTheReminder_Reminds() =>
        Assert.Equal(new BodyStep { Kind = BodyStepKind.Remind, ReminderStep = 1 }, Next(Asked, Berlin(3, 27, 9)));

    [Fact]
    public void Next_SeveralMissed_OnlyTheLatest() =>
        Assert.Equal(new BodyStep { Kind = BodyStepKind.Remind, ReminderStep = 2 }, Next(Asked, Berlin(4, 5)));

    [Fact]
    public void Next_ReminderDone_WaitsForTheNext() =>
        Assert.Equal(Berlin(4, 3, 9), Next(Asked with { RemindersDone = [1] }, Berlin(3, 27, 10)).At);

    [Fact]
    public void Next_OpenedAfterAReminderWouldHaveLeft_SkipsIt() =>
        Assert.Equal(
            new BodyStep { Kind = BodyStepKind.Wait, At = Berlin(4, 3, 9) },
            Next(Asked with { OpenedAt = Berlin(3, 27, 9, 1) }, Berlin(3, 27, 10)));

    [Fact]
    public void Next_Answered_WaitsForTheDeadlineOnly() =>
        Assert.Equal(
            new BodyStep { Kind = BodyStepKind.Wait, At = Deadline },
            Next(Asked with { LatestVersion = 1, WebVersion = 1, Versions = 1 }, Berlin(3, 6)));

    [Fact]
    public void Next_LateVersionOnly_IsStillReminded() =>
        Assert.Equal(BodyStepKind.Remind, Next(Asked with { Versions = 1 }, Berlin(3, 27, 9)).Kind);

    [Fact]
    public void Next_TickBeforeDeadline_Waits() =>
        Assert.Equal(
            new BodyStep { Kind = BodyStepKind.Wait, At = Deadline },
            Next(Asked with { RemindersDone = [1, 2, 3] }, Deadline.AddTicks(-1)));

    [Fact]
    public void Next_AtDeadline_ClosesWithoutALastReminder() =>
        Assert.Equal(BodyStepKind.Close, Next(Asked, Deadline).Kind);

    [Fact]
    public void Next_Closed_IsDoneWithItsResult() =>
        Assert.Equal(
            new BodyStep { Kind = BodyStepKind.Done, Result = BodyResult.Expired },
            Next(Asked with { State = BodyState.Closed, Result = BodyResult.Expired }, Deadline));

    [Fact]
    public void Next_ClosedWithDueMail_SendsItFirst() =>
        Assert.Equal(BodyStepKind.Send, Next(Asked with { State = BodyState.Closed }, Deadline, Receipt).Kind);

    [Fact]
    public void Next_RequestUndecided_WaitsForTheDecisionAlone()
    {
        var asking = Asked with { MoreTime = [Request] };

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait }, Next(asking, Berlin(4, 3, 9)));
        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait }, Next(asking, Deadline));
        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait }, Next(asking, Deadline.AddDays(90)));
    }

    [Fact]
    public void Next_RequestRefused_ClosesWhenItsRestIsOver()
    {
        var rest = Deadline.AddDays(4);
        var refused = Asked with { MoreTime = [Request with { State = MoreTimeState.Refused, DecidedAt = Deadline.AddDays(2), OpenUntil = rest }] };

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait, At = rest }, Next(refused, rest.AddTicks(-1)));
        Assert.Equal(BodyStepKind.Close, Next(refused, rest).Kind);
    }

    [Fact]
    public void Next_RequestRefusedBeforeTheDeadline_RemindsOnlyOfWhatIsStillToCome()
    {
        // Two reminders fell due while it waited for an answer: the refusal itself has just named the deadline.
        var refused = Asked with { MoreTime = [Request with { State = MoreTimeState.Refused, DecidedAt = Berlin(4, 3, 10), OpenUntil = Deadline }] };

        Assert.Equal(new BodyStep { Kind = BodyStepKind.Wait, At = Berlin(4, 9, 9) }, Next(refused, Berlin(4, 3, 10)));
        Assert.Equal(BodyStepKind.Close, Next(refused with { RemindersDone = [1, 2, 3] }, Deadline).Kind);
    }

    [Fact]
    public void Next_EveryWait_LiesAhead()
    {
        // Whatever the instant, the loop never gets a wait that is over already: it would turn without end.
        for (var now = Berlin(3, 2, 9); now < Deadline; now += TimeSpan.FromMinutes(47))
        {
            var step = Next(Asked with { RemindersDone = [1, 2, 3] }, now);
            Assert.True(step.Kind == BodyStepKind.Wait && step.At > now, $"{now}: {step}");
        }
    }

    private static BodyStep Next(BodyRecord body, DateTimeOffset asOf, params MailRecord[] mails) =>
        BodyPlan.Next(View(body, mails), body.BodyId, asOf, generation: 1);

    private static RoundView View(BodyRecord body, params MailRecord[] mails) => new()
    {
        Round = new RoundRecord
        {
            RoundId = "lip-r1",
            Number = 1,
            Generation = 1,
            StartedAt = Berlin(3, 2),
            Settings = new RoundSettings { Consultation = "lip", Title = "LIP", SendingHours = SendingHours.Always },
            DraftHash = "h",
            DraftDocument = "d",
            DraftFile = "f",
            DraftFileName = "n",
        },
        Bodies = [body],
        Mails = mails,
    };
}
