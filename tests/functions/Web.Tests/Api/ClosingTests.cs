using System.Globalization;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>What comes after a deadline, over HTTP, with time passing.</summary>
[Collection(Moving.Name)]
public sealed class ClosingTests(ApiHost host)
{
    [Fact]
    public async Task Submit_AfterTheDeadline_IsLateUntilTheCollectionCloses_Then409WithTheTextShownBack()
    {
        var (roundId, deadline) = await StartAsync(days: 2);
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await host.Clock.MoveToAsync(deadline.AddSeconds(-1), host.IdleAsync);
        await visit.ReceiptAsync(await visit.SubmitAsync("In der letzten Sekunde."));
        await host.Clock.MoveToAsync(deadline, host.IdleAsync);

        var late = await visit.ReceiptAsync(await visit.SubmitAsync("Im ersten Augenblick danach."));

        var round = await host.ReadAsync(roundId);
        Assert.Equal([false, true], round.Statements.Select(version => version.IsLate));
        Assert.Equal((BodyState.Closed, 1), (round.Body("runder-tisch")!.State, round.Body("runder-tisch")!.LatestVersion!.Value));
        Assert.Contains(round.Statement("runder-tisch", 2)!.ReceiptNumber, late.Body, StringComparison.Ordinal);
        Assert.NotNull(late.Page.Page.QuerySelector(".note.warn"));

        await host.Clock.MoveToAsync(deadline.AddDays(3), host.IdleAsync);
        var refused = (await visit.SubmitAsync("Nach dem Ende der Sammlung.")).MustBePage(409);

        Assert.Contains("Nach dem Ende der Sammlung.", refused.Page.Words, StringComparison.Ordinal);
        Assert.Equal(2, (await host.ReadAsync(roundId)).Statements.Count);
    }

    [Fact]
    public async Task LateStatement_AdmittedWithAReason_IsInTheSynopsisOnTimeOnesNeedNone()
    {
        var (roundId, deadline) = await StartAsync(days: 1);
        var onTime = await ReplyVisit.OpenAsync(host, roundId, "beirat-mitte");
        await onTime.SubmitAsync("Rechtzeitig.");
        await host.Clock.MoveToAsync(deadline.AddHours(1), host.IdleAsync);
        await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("Verspätet.");
        var late = $"api/rounds/{roundId}/bodies/runder-tisch/statements/1/late";

        Assert.Equal(["reason"], (await host.PostAsync(late, new { admit = true, reason = "" })).MustBeProblem(400).Fields);
        (await host.PostAsync($"api/rounds/{roundId}/bodies/beirat-mitte/statements/1/late", new { admit = true, reason = "x" })).MustBeProblem(409);
        (await host.PostAsync($"api/rounds/{roundId}/bodies/runder-tisch/statements/2/late", new { admit = true, reason = "x" })).MustBeProblem(404);
        Assert.Equal(204, (await host.PostAsync(late, new { admit = true, reason = "Sitzung lag danach" })).Status);

        var statement = (await host.ReadAsync(roundId)).Statement("runder-tisch", 1)!;
        Assert.Equal((true, true), (statement.IsLate, statement.LateAdmitted!.Value));
    }

    [Fact]
    public async Task OnBehalf_ReceivedInTimeEnteredAfterTheDeadline_IsInTime()
    {
        var (roundId, deadline) = await StartAsync(days: 1);
        var lastDay = LocalTime.LastDayBefore(deadline, LocalTime.DefaultZone);
        await host.Clock.MoveToAsync(deadline.AddHours(9), host.IdleAsync);
        Assert.Equal(BodyResult.Expired, (await host.BodyAsync(roundId, "runder-tisch")).Result);

        var inTime = await EnterAsync(roundId, "runder-tisch", lastDay);
        var late = await EnterAsync(roundId, "stadtjugendring", lastDay.AddDays(1));

        Assert.Equal((201, false), (inTime.Status, inTime.Json["late"]!.GetValue<bool>()));
        Assert.Equal((201, true), (late.Status, late.Json["late"]!.GetValue<bool>()));
        Assert.Equal(BodyResult.OnBehalf, (await host.BodyAsync(roundId, "runder-tisch")).Result);
        Assert.Equal(BodyResult.Expired, (await host.BodyAsync(roundId, "stadtjugendring")).Result);

        await host.Clock.MoveToAsync(deadline.AddDays(3), host.IdleAsync);
        (await EnterAsync(roundId, "beirat-mitte", lastDay)).MustBeProblem(409);
    }

    [Fact]
    public async Task Extend_AfterTheDeadline_Is409()
    {
        var (roundId, deadline) = await StartAsync(days: 1);
        await host.Clock.MoveToAsync(deadline, host.IdleAsync);

        (await host.PostAsync($"api/rounds/{roundId}/extensions", new { bodyId = "runder-tisch", lastDay = host.Day(5), reason = "x" })).MustBeProblem(409);
        (await host.PostAsync($"api/rounds/{roundId}/extensions", new { lastDay = host.Day(5), reason = "x" })).MustBeProblem(409);
    }

    [Fact]
    public async Task Extend_BeforeTheDeadline_BodyStaysOpenPastTheOldOne()
    {
        var (roundId, deadline) = await StartAsync(days: 1);
        await host.PostAsync($"api/rounds/{roundId}/extensions", new { bodyId = "runder-tisch", lastDay = host.Day(3), reason = "Ferien" });

        await host.Clock.MoveToAsync(deadline.AddHours(1), host.IdleAsync);

        var round = await host.ReadAsync(roundId);
        Assert.Equal((BodyState.Open, BodyState.Closed), (round.Body("runder-tisch")!.State, round.Body("stadtjugendring")!.State));
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await visit.ReceiptAsync(await visit.SubmitAsync("Dank der Verlängerung."));
        Assert.False((await host.ReadAsync(roundId)).Statement("runder-tisch", 1)!.IsLate);
    }

    private async Task<(string RoundId, DateTimeOffset Deadline)> StartAsync(int days)
    {
        var settings = host.Settings();
        settings["deadlines"]!["councils"] = host.Day(days);
        var roundId = await host.StartAsync(settings);
        return (roundId, (await host.BodyAsync(roundId, "runder-tisch")).Deadline);
    }

    private Task<ApiAnswer> EnterAsync(string roundId, string bodyId, DateOnly receivedOn) => host.PostAsync(
        $"api/rounds/{roundId}/bodies/{bodyId}/statements",
        new { channel = nameof(Channel.Post), receivedOn = receivedOn.ToString("O", CultureInfo.InvariantCulture), statement = new { transcript = "Ein Brief." } });
}
