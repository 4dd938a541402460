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

public sealed class RoundPlanTests
{
    private static readonly RoundRecord Row = new()
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
    };

    private static readonly RoundRecord Awaiting = Row with
    {
        State = RoundState.AwaitingDecision,
        FrozenAt = Berlin(4, 14),
        DecisionDue = Berlin(5, 6),
    };

    [Fact]
    public void Next_OtherGeneration_IsSuperseded() =>
        Assert.Equal(RoundStepKind.Superseded, RoundPlan.Next(View(Row), Berlin(3, 3), generation: 7).Kind);

    [Fact]
    public void Next_MailOfTheRound_IsSentInAnyState()
    {
        var mail = new MailRecord { Recipient = "x", Owner = WellKnownIds.Round, Kind = MailKind.Outcome, DueAt = Berlin(3, 3) };
        foreach (var row in (RoundRecord[])[Row, Awaiting, Row with { State = RoundState.Accepted, OutcomeTold = true }])
            Assert.Equal("x.Outcome.0", RoundPlan.Next(View(row) with { Mails = [mail] }, Berlin(3, 4), 1).MailId);
    }

    [Fact]
    public void Next_ABodyIsOpen_WaitsForAChange() =>
        Assert.Equal(new RoundStep { Kind = RoundStepKind.Wait }, Next(View(Row, Body(4, 10) with { State = BodyState.Open }), Berlin(5, 1)));

    [Fact]
    public void Next_AllClosed_WaitsForTheEndOfGrace() =>
        Assert.Equal(Berlin(4, 14), Next(View(Row, Body(4, 8), Body(4, 10)), Berlin(4, 11)).At);

    [Fact]
    public void Next_GraceOver_Freezes()
    {
        var view = View(Row, Body(4, 8), Body(4, 10));

        Assert.Equal(RoundStepKind.Wait, Next(view, Berlin(4, 14).AddTicks(-1)).Kind);
        Assert.Equal(RoundStepKind.Freeze, Next(view, Berlin(4, 14)).Kind);
    }

    [Fact]
    public void Next_JointViewAdoptedLate_WaitsForDissent()
    {
        var conference = Body(4, 10) with { Kind = BodyKind.DelegateConference, AdoptedAt = Berlin(4, 10, 18) };

        Assert.Equal(Berlin(4, 18), Next(View(Row, conference), Berlin(4, 15)).At);
    }

    [Fact]
    public void Next_AwaitingDecision_WaitsForTheReminderThenForAChange()
    {
        Assert.Equal(Berlin(4, 28, 9), Next(View(Awaiting), Berlin(4, 14)).At);
        Assert.Equal(new RoundStep { Kind = RoundStepKind.Remind, ReminderStep = 1 }, Next(View(Awaiting), Berlin(4, 28, 9)));
        Assert.Equal(new RoundStep { Kind = RoundStepKind.Wait }, Next(View(Awaiting with { DecisionRemindersDone = [1, 2] }), Berlin(5, 5)));
        Assert.Equal(new RoundStep { Kind = RoundStepKind.Wait }, Next(View(Awaiting), Berlin(5, 6)));
    }

    [Fact]
    public void Next_Decided_TellsThenEnds()
    {
        var decision = new DecisionRecord { Outcome = DecisionOutcome.Returned, DraftHash = "h", DecidedOn = new DateOnly(2026, 5, 1), RecordedAt = Berlin(5, 1) };
        var view = View(Awaiting with { State = RoundState.Returned }) with { Decision = decision };
        var told = View(Awaiting with { State = RoundState.Returned, OutcomeTold = true }) with { Decision = decision };

        Assert.Equal(RoundStepKind.Tell, Next(view, Berlin(5, 1)).Kind);
        Assert.Equal(new RoundStep { Kind = RoundStepKind.Ended, Outcome = DecisionOutcome.Returned }, Next(told, Berlin(5, 1)));
    }

    private static RoundStep Next(RoundView view, DateTimeOffset asOf) => RoundPlan.Next(view, asOf, generation: 1);

    private static RoundView View(RoundRecord row, params BodyRecord[] bodies) => new() { Round = row, Bodies = bodies };

    private static BodyRecord Body(int month, int lastDay) => new()
    {
        BodyId = $"b-{month}-{lastDay}",
        Kind = BodyKind.FurtherBody,
        Name = "Gremium",
        State = BodyState.Closed,
        Deadline = LocalTime.EndOf(new DateOnly(2026, month, lastDay), LocalTime.DefaultZone),
    };
}
