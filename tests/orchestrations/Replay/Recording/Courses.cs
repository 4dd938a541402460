using LipServerless.Domain.Decisions;
using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Replay.Tests.Recording;

/// <summary>The courses whose histories are kept: each path through the orchestrators at least once.</summary>
internal static class Courses
{
    private static readonly string Answering = CouncilId(1);
    private static readonly string Other = CouncilId(2);

    public static IReadOnlyDictionary<string, Func<string, Task<IReadOnlyList<RecordedHistory>>>> All { get; } =
        new Dictionary<string, Func<string, Task<IReadOnlyList<RecordedHistory>>>>(StringComparer.Ordinal)
        {
            ["accepted"] = AcceptedAsync,
            ["closed-early"] = ClosedEarlyAsync,
            ["extended"] = ExtendedAsync,
            ["failed"] = FailedAsync,
            ["late"] = LateAsync,
            ["retried"] = RetriedAsync,
            ["returned"] = ReturnedAsync,
            ["superseded"] = SupersededAsync,
            ["waiting"] = WaitingAsync,
        };

    private static RoundBuilder Small => new RoundBuilder().Councils(2).Conference().RoundTable();

    /// <summary>Answered twice, answered with nothing to say, adopted, expired after all reminders; accepted after a reminder.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> AcceptedAsync(string name)
    {
        await using var round = await Course.StartAsync(name, Small);
        await round.UntilAsync(3, 20);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, Answering));
        await round.WakeAsync(round.Office.SubmitNilAsync(round.RoundId, Other));
        await round.UntilAsync(4, 9);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, Answering, TestOffice.Says("Fassung 2")));
        await round.UntilAsync(4, 21);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, ConferenceId));
        await round.WakeAsync(round.Office.DissentAsync(round.RoundId, Other));
        await round.UntilAsync(5, 19);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        await round.UntilAsync(6, 30);
        return await round.RecordAsync(1, Answering, Other, ConferenceId, RoundTableId);
    }

    /// <summary>One body closed early, then all that are left; nobody adopts.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> ClosedEarlyAsync(string name)
    {
        await using var round = await Course.StartAsync(name, Small);
        await round.UntilAsync(3, 20);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, Answering));
        await round.WakeAsync(round.Office.CloseEarlyAsync(round.RoundId, Other));
        await round.UntilAsync(4, 1);
        await round.WakeAsync(round.Office.CloseEarlyAsync(round.RoundId, bodyId: null));
        await round.UntilAsync(5, 29);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        await round.UntilAsync(6, 30);
        return await round.RecordAsync(1, Answering, Other, ConferenceId);
    }

    /// <summary>A council is given five more days on its last day but one; the conference waits for it.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> ExtendedAsync(string name)
    {
        await using var round = await Course.StartAsync(name, Small);
        await round.UntilAsync(4, 9);
        await round.WakeAsync(round.Office.ExtendAsync(round.RoundId, Other, new DateOnly(2026, 4, 15)));
        await round.UntilAsync(4, 14);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, Other));
        await round.UntilAsync(5, 29);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        await round.UntilAsync(6, 30);
        return await round.RecordAsync(1, Other, ConferenceId);
    }

    /// <summary>A fault that no repetition mends, in every body's part: the round fails with the last of its bodies.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> FailedAsync(string name)
    {
        await using var round = await Course.StartAsync(name, new RoundBuilder().Councils(2));
        await round.UntilAsync(3, 20);
        round.Office.Documents.Erase((await round.Office.ReadAsync(round.RoundId)).Round.DraftDocument);
        await round.UntilAsync(3, 27);
        return await round.RecordAsync(1, Answering);
    }

    /// <summary>A letter entered by staff, a statement after the deadline, admitted; both channels used.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> LateAsync(string name)
    {
        await using var round = await Course.StartAsync(name, new RoundBuilder().RoundTable().EqualityOfficer());
        await round.UntilAsync(3, 20);
        await round.WakeAsync(round.Office.EnterAsync(round.RoundId, EqualityId, new DateOnly(2026, 3, 19)));
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, EqualityId));
        await round.UntilAsync(4, 19);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, RoundTableId));
        await round.WakeAsync(round.Office.AdmitLateAsync(round.RoundId, RoundTableId, 1, admit: true));
        await round.UntilAsync(5, 29);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        await round.UntilAsync(6, 30);
        return await round.RecordAsync(1, RoundTableId, EqualityId);
    }

    /// <summary>The mail service is down, later loses an answer; storage is away at the deadline.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> RetriedAsync(string name)
    {
        await using var round = await Course.StartAsync(
            name, new RoundBuilder().Councils(1), office => office.Mailer.Outage = new HttpRequestException("down"));
        await round.UntilAsync(3, 2, 19);
        round.Office.Mailer.Outage = null;
        await round.UntilAsync(3, 26);
        round.Office.Mailer.LoseNextAnswer = new HttpRequestException("connection reset");
        await round.UntilAsync(4, 10, 23);
        round.Office.Store.Outage = new HttpRequestException("down");
        await round.UntilAsync(4, 11, 6);
        round.Office.Store.Outage = null;
        await round.UntilAsync(5, 1);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        await round.UntilAsync(6, 30);
        return await round.RecordAsync(1, Answering);
    }

    /// <summary>The draft goes back with an instruction.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> ReturnedAsync(string name)
    {
        await using var round = await Course.StartAsync(name, new RoundBuilder().RoundTable());
        await round.UntilAsync(5, 1);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Returned, "Bitte kürzen."));
        await round.UntilAsync(6, 30);
        return await round.RecordAsync(1, RoundTableId);
    }

    /// <summary>A second generation takes over in the middle and again after the end; the first one lives on and finds out.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> SupersededAsync(string name)
    {
        await using var round = await Course.StartAsync(name, Small);
        await round.UntilAsync(3, 20);
        await round.WakeAsync(round.Office.SubmitAsync(round.RoundId, Answering));
        await round.RestartAsync();
        await round.UntilAsync(6, 1);
        await round.WakeAsync(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        await round.UntilAsync(6, 30);
        await round.RestartAsync();
        return
        [
            .. await round.RecordAsync(1, Answering, Other),
            .. await round.RecordAsync(2, Answering, Other, ConferenceId),
            .. await round.RecordAsync(3, Answering),
        ];
    }

    /// <summary>Cut off in the middle: one has answered on paper, one is being reminded, the conference has not been asked.</summary>
    private static async Task<IReadOnlyList<RecordedHistory>> WaitingAsync(string name)
    {
        await using var round = await Course.StartAsync(name, Small);
        await round.UntilAsync(3, 28);
        await round.WakeAsync(round.Office.EnterAsync(round.RoundId, Answering, new DateOnly(2026, 3, 27), channel: Channel.Post));
        return await round.RecordAsync(1, Answering, Other);
    }
}
