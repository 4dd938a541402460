using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Overview;
using LipServerless.Web.Staff;
using Xunit.Abstractions;

namespace LipServerless.EndToEnd.Tests.Faults;

/// <summary>A round whose mail service has bad days: it throttles, breaks, dawdles and lets sendings fail.</summary>
public sealed partial class MailServiceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Round_ServiceThrottlesBreaksAndDawdles_EveryMailArrivesOnce()
    {
        var undisturbed = await Undisturbed.EndAsync();
        using var run = new Run();
        var play = new RoundPlay();
        // It would deliver again what is sent again: only who asks before a repeat sends once.
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None, options => options with { InboxReuse = OperationReuse.DeliverAgain });
        var inbox = life.Host.Inbox;
        var now = new NudgedClock(life);
        foreach (var act in play.Acts)
        {
            await now.ReachAsync(act.At);
            Assert.True(inbox.Behaviour.IsOrdinary, $"Before '{act.Name}' nobody has felt {inbox.Behaviour}.");
            inbox.Behaviour = act.Name switch
            {
                "start" => new() { ThrottleNext = 4, RetryAfterSeconds = 1, RefuseNext = 2, RefuseStatus = 503, StayRunningNext = 3, StayRunningSeconds = 2 },
                "council 1" => new() { RefuseNext = 1, RefuseStatus = 500 },
                "adoption" => new() { LoseAnswerNext = 2, ThrottleNext = 2, RetryAfterSeconds = 1, StayRunningNext = 1, StayRunningSeconds = 1 },
                // The long wait comes last: it passes by the machine's clock, in which the round's passes days, and who has answered by then is not reminded.
                "decision" => new() { RefuseNext = 1, RefuseStatus = 502, ThrottleNext = 1, RetryAfterSeconds = 3 },
                _ => new(),
            };
            await act.PlayAsync(life, CancellationToken.None);
        }

        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        output.WriteLine($"{inbox.Stats}");
        Assert.Equal(inbox.Stats.Mails, inbox.Stats.Stored);
        (end with { Synopsis = OnDays(end) }).MustKeepPromises(undisturbed with { Synopsis = OnDays(undisturbed) }, play.Receipts, "bad days of the mail service");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.OrchestrationsOfLastGeneration(), "orchestrations");
    }

    [Fact]
    public async Task Round_ASendingFails_ShowsOnTheDashboardAndHoldsUpNobody()
    {
        var undisturbed = await Undisturbed.EndAsync();
        var spoiled = 0;
        using var run = new Run();
        var play = new RoundPlay();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None, options => options with
        {
            InboxFault = attempt => attempt.To.Contains(Silent.Emails![0]) && Interlocked.Increment(ref spoiled) == 1
                ? InboxFault.FailLater("EmailDropped", "The message was dropped.")
                : null,
        });
        foreach (var act in play.Acts)
        {
            await life.ReachAsync(act.At, CancellationToken.None);
            await act.PlayAsync(life, CancellationToken.None);
        }

        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        end.MustKeepPromises(undisturbed, play.Receipts, "a sending failed");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.Orchestrations, "orchestrations");
        var failed = Assert.Single((await life.Staff.ReadAsync(RoundPlay.RoundId, CancellationToken.None)).FailedMails);
        var note = Assert.Single((await DashboardAsync(life)).QuerySelectorAll(".note"), note => note.TextContent.Contains(failed, StringComparison.Ordinal));
        Assert.Contains("endgültig abgelehnt", note.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Round_AnAddressBounces_NothingMoreGoesThereUntilStaffMendIt()
    {
        const string Mended = "mended@example.org";
        var undisturbed = await Undisturbed.EndAsync();
        var old = Silent.Emails![0];
        using var run = new Run();
        var play = new RoundPlay();
        await using var life = await HostedLife.StartAsync(
            run, CancellationToken.None, options => options with { InboxBehaviour = new() { ReportsTwice = true, Recipients = [new(old, DeliveryOutcome.BouncedLater)] } });
        foreach (var act in play.Acts)
        {
            await life.ReachAsync(act.At, CancellationToken.None);
            await act.PlayAsync(life, CancellationToken.None);
            await life.Host.Inbox.WhenReportsSettledAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(2));
            if (act.Name == "start")
            {
                Assert.NotNull((await SilentBodyAsync(life)).Undeliverable);
                Assert.Contains(
                    (await DashboardAsync(life)).QuerySelectorAll("section.note.error"), note => note.TextContent.Contains(Silent.Name!, StringComparison.Ordinal));
            }
            else if (act.Name == "round table")
            {
                await MendAsync(life, Mended);
                await life.Mailbox.NewestAsync(MailKind.Invitation, Mended, RoundPlay.Start, CancellationToken.None);
                Assert.Null((await SilentBodyAsync(life)).Undeliverable);
            }
        }

        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        Assert.Equal((RoundState.Accepted, true), (end.State, end.LogIsIntact));
        Assert.Equal(end.Mails.Distinct(), end.Mails);
        RoundEnd.MustEqual(ToOthers(undisturbed), ToOthers(end), "mails to all others");
        var mails = life.Host.Inbox.Mails.ToLookup(mail => mail.To[0].Address, mail => mail.Kind);
        Assert.Equal([nameof(MailKind.Invitation)], mails[old]);
        Assert.Contains(nameof(MailKind.Reminder), mails[Mended]);
        Assert.Contains(nameof(MailKind.Outcome), mails[Mended]);
        Assert.All(life.Host.Inbox.Reports, report => Assert.Equal(ReportState.Acknowledged, report.State));
    }

    // Does nothing in this play.
    private static RosterEntry Silent => RoundPlay.Councils[5];

    private static List<string> ToOthers(RoundEnd end) => [.. end.Mails.Where(mail => !mail.Contains(Silent.Id!, StringComparison.Ordinal))];

    private static async Task<BodyOverview> SilentBodyAsync(HostedLife life) =>
        (await life.Staff.ReadAsync(RoundPlay.RoundId, CancellationToken.None)).Bodies.Single(body => body.BodyId == Silent.Id);

    private static async Task MendAsync(HostedLife life, string address)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(life.Address, $"api/rounds/{RoundPlay.RoundId}/bodies/{Silent.Id}/contact"));
        request.Headers.Add(StaffGate.KeyHeader, life.StaffKey);
        request.Content = JsonContent.Create(new { emails = new[] { address } });
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<IHtmlDocument> DashboardAsync(HostedLife life)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new() });
        using var signedIn = await http.PostAsync(new Uri(life.Address, "dashboard/sign-in"), new FormUrlEncodedContent([KeyValuePair.Create("key", life.StaffKey)]));
        return new HtmlParser().ParseDocument(await http.GetStringAsync(new Uri(life.Address, $"dashboard/rounds/{RoundPlay.RoundId}")));
    }

    // What was done again later the same day.
    private static List<string> OnDays(RoundEnd end) => [.. end.Synopsis.Select(part => TimeOfDay().Replace(part, ""))];

    [GeneratedRegex("(?<=\\d{4}-\\d\\d-\\d\\d)T[\\d:.]+(\\+00:00|Z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeOfDay();
}
