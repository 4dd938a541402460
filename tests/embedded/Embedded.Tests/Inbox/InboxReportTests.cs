using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Inbox;

/// <summary>Delivery reports over the wire, to a web hook that behaves well or badly.</summary>
public sealed class InboxReportTests : InboxTestBase
{
    private static readonly DateTimeOffset March = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Report_EachRecipient_IsOneEventAsEventGridWordsIt()
    {
        await using var hook = await TestHook.StartAsync();
        var inbox = await StartAsync(clock: new StandingClock(March));
        inbox.Subscribe(hook.Address);
        var id = Guid.NewGuid();
        var mail = new EmailMessage("lip@stadt.example", new EmailRecipients([new EmailAddress("kv@rat.example"), new EmailAddress("KV@rat.example")], [new EmailAddress("c@rat.example")]), new EmailContent("s") { PlainText = "t" });

        await SendAsync(inbox, mail, id);
        var handshake = await hook.NextAsync();
        var first = await hook.NextAsync();
        var second = await hook.NextAsync();
        await SettledAsync(inbox);

        Assert.Equal("Microsoft.EventGrid.SubscriptionValidationEvent", Assert.Single(handshake.Events).GetProperty("eventType").GetString());
        Assert.Equal(["kv@rat.example", "c@rat.example"], [first.Recipient, second.Recipient]);
        Assert.Equal(["Notification", "LIP-INBOX", "1", "1.0"], new[] { "aeg-event-type", "aeg-subscription-name", "aeg-delivery-count", "aeg-data-version" }.Select(name => first.Headers[name]));
        Assert.StartsWith("Bearer ", first.Headers["Authorization"], StringComparison.Ordinal);
        var report = Assert.Single(first.Events);
        Assert.Equal(
            ["id", "topic", "subject", "data", "eventType", "dataVersion", "metadataVersion", "eventTime"], report.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["sender", "recipient", "messageId", "status", "deliveryStatusDetails", "deliveryAttemptTimeStamp"], report.GetProperty("data").EnumerateObject().Select(p => p.Name));
        Assert.Equal($"sender/lip@stadt.example/message/{id}", report.GetProperty("subject").GetString());
        Assert.Equal("Microsoft.Communication.EmailDeliveryReportReceived", report.GetProperty("eventType").GetString());
        Assert.Equal((id, "Delivered"), (report.GetProperty("data").GetProperty("messageId").GetGuid(), report.GetProperty("data").GetProperty("status").GetString()));
        Assert.Equal((March, March), (report.GetProperty("eventTime").GetDateTimeOffset(), report.GetProperty("data").GetProperty("deliveryAttemptTimeStamp").GetDateTimeOffset()));
        Assert.All(inbox.Reports, r => Assert.Equal(ReportState.Acknowledged, r.State));
    }

    [Theory]
    [InlineData(DeliveryOutcome.Delivered, "Delivered")]
    [InlineData(DeliveryOutcome.Bounced, "Bounced")]
    [InlineData(DeliveryOutcome.BouncedLater, "Delivered,Bounced")]
    [InlineData(DeliveryOutcome.SoftBounced, "Failed")]
    [InlineData(DeliveryOutcome.Suppressed, "Suppressed")]
    [InlineData(DeliveryOutcome.Quarantined, "Quarantined")]
    [InlineData(DeliveryOutcome.FilteredSpam, "FilteredSpam")]
    [InlineData(DeliveryOutcome.Expanded, "Expanded")]
    [InlineData(DeliveryOutcome.Failed, "Failed")]
    [InlineData(DeliveryOutcome.NoReport, "")]
    public async Task Report_RuleForADomain_SaysWhatBecameOfTheMail(DeliveryOutcome outcome, string statuses)
    {
        var inbox = await StartAsync(behaviour: new() { Recipients = [new("@Rat.example", outcome), new("gut@rat.example", DeliveryOutcome.Delivered)] });

        await SendAsync(inbox, Mail(to: "kv@rat.example"));
        await SendAsync(inbox, Mail(to: "gut@rat.example"));

        Assert.Equal(statuses, string.Join(',', Statuses(inbox, mail: 1)));
        Assert.Equal(["Delivered"], Statuses(inbox, mail: 2));
    }

    [Fact]
    public async Task Report_HardBounce_SuppressesLongerEachTimeUntilAMailArrives()
    {
        var clock = new ManualTimeProvider(March);
        var inbox = await StartAsync(clock: clock, behaviour: new() { Recipients = [new("kv@rat.example", DeliveryOutcome.Bounced)] });
        int[] hours = [24, 48, 96, 7 * 24, 14 * 24, 14 * 24];
        foreach (var term in hours)
        {
            await SendAsync(inbox, Mail());
            clock.Advance(TimeSpan.FromHours(term) - TimeSpan.FromTicks(1));
            await SendAsync(inbox, Mail());
            clock.Advance(TimeSpan.FromTicks(1));
        }

        inbox.Behaviour = new();
        await SendAsync(inbox, Mail());
        inbox.Behaviour = new() { Recipients = [new("kv@rat.example", DeliveryOutcome.Bounced)] };
        await SendAsync(inbox, Mail());
        clock.Advance(TimeSpan.FromHours(24));
        await SendAsync(inbox, Mail());

        var all = inbox.Reports.Reverse().Select(report => report.Status).ToList();
        Assert.Equal(Enumerable.Repeat<DeliveryStatus[]>([DeliveryStatus.Bounced, DeliveryStatus.Suppressed], 6).SelectMany(pair => pair), all[..12]);
        Assert.Equal([DeliveryStatus.Delivered, DeliveryStatus.Bounced, DeliveryStatus.Bounced], all[12..]);
    }

    [Fact]
    public async Task Send_AllRecipientsSuppressed_OperationEndsFailed()
    {
        var inbox = await StartAsync(behaviour: new() { Recipients = [new("kv@rat.example", DeliveryOutcome.Bounced)] });
        await SendAsync(inbox, Mail());

        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Client(inbox).SendAsync(WaitUntil.Completed, Mail()));
        var both = await Client(inbox).SendAsync(WaitUntil.Completed, new EmailMessage("lip@stadt.example", new EmailRecipients([new("kv@rat.example"), new("c@rat.example")]), new EmailContent("s") { PlainText = "t" }));

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", failed.ErrorCode);
        Assert.Equal(EmailSendStatus.Succeeded, both.Value.Status);
        Assert.Equal(["Suppressed", "Delivered"], Statuses(inbox, mail: 3));
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(404, "")]
    [InlineData(500, "")]
    [InlineData(200, """{"validationResponse":"something else"}""")]
    [InlineData(200, "[]")]
    [InlineData(200, "welcome")]
    public async Task Handshake_Refused_IsTriedAgainAndNothingIsSentBefore(int status, string body)
    {
        await using var hook = await TestHook.StartAsync();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var inbox = await StartAsync(systemClock: clock);
        await SendAsync(inbox, Mail());
        var asked = 0;
        hook.Answer = call => call.IsHandshake && ++asked < 3 ? (status, body) : TestHook.Good(call);

        inbox.Subscribe(hook.Address);
        var calls = new List<HookCall>();
        while (calls.Count < 4)
        {
            calls.Add(await hook.NextAsync());
            if (calls.Count < 3) await AdvanceAsync(clock);
        }

        Assert.Equal([true, true, true, false], calls.Select(call => call.IsHandshake));
        Assert.Equal(3, calls.Take(3).Select(call => call.Events[0].GetProperty("data").GetProperty("validationCode").GetString()).Distinct().Count());
        await SettledAsync(inbox);
        Assert.Equal((true, null), (inbox.WebHook!.IsValidated, inbox.WebHook.Fault));
    }

    [Fact]
    public async Task Handshake_HookNotUpYet_SucceedsOnceItIs()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var inbox = await StartAsync(systemClock: clock);
        await SendAsync(inbox, Mail());
        // Its port is taken, and nobody listens there yet.
        var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        inbox.Subscribe(new Uri($"http://{bound.LocalEndPoint}/api/mail/events"));
        await UntilAsync(() => inbox.WebHook!.Fault is not null);
        var early = inbox.WebHook!.Fault;
        await using var hook = await TestHook.StartAsync(bound);
        await AdvanceAsync(clock);

        Assert.Equal(["Delivered"], (await hook.NextReportAsync()).Statuses);
        Assert.StartsWith("could not be reached", early, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_HookNeverAnswers_IsGivenUpAfterThePatienceAndNamed()
    {
        await using var hook = await TestHook.StartAsync();
        hook.Answer = _ => (0, "");
        var inbox = await StartAsync(webHookPatience: TimeSpan.FromMilliseconds(50));

        inbox.Subscribe(hook.Address);
        await hook.NextAsync();
        await hook.NextAsync();

        Assert.StartsWith("did not answer within", inbox.WebHook!.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_HookFailsFirst_IsSentAgainWithTheSameIdAndLongerWaits()
    {
        await using var hook = await TestHook.StartAsync();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var inbox = await StartAsync(systemClock: clock);
        var tries = 0;
        hook.Answer = call => call.IsHandshake || ++tries > 3 ? TestHook.Good(call) : (new[] { 500, 503, 404 }[tries - 1], "");
        inbox.Subscribe(hook.Address);

        await SendAsync(inbox, Mail());
        var calls = new List<(HookCall Call, DateTimeOffset At)>();
        while (calls.Count < 4)
        {
            calls.Add((await hook.NextReportAsync(), clock.GetUtcNow()));
            if (calls.Count < 4) await AdvanceAsync(clock);
        }

        await SettledAsync(inbox);
        Assert.Single(calls.Select(c => c.Call.Id).Distinct());
        Assert.Equal(["1", "2", "3", "4"], calls.Select(c => c.Call.Headers["aeg-delivery-count"]));
        Assert.Equal([1, 3, 10], calls.Skip(1).Zip(calls, (later, earlier) => (int)Math.Round((later.At - earlier.At).TotalSeconds)));
        Assert.Equal((ReportState.Acknowledged, 4), (Assert.Single(inbox.Reports).State, inbox.Reports[0].Tries));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    public async Task Report_RefusedForGood_IsDroppedAndCanBeSentAgain(int status)
    {
        await using var hook = await TestHook.StartAsync();
        var inbox = await StartAsync();
        hook.Answer = call => call.IsHandshake ? TestHook.Good(call) : (status, "");
        inbox.Subscribe(hook.Address);

        await SendAsync(inbox, Mail());
        await SettledAsync(inbox);
        var dropped = Assert.Single(inbox.Reports);
        hook.Answer = TestHook.Good;
        using var again = await SendJsonAsync(inbox, HttpMethod.Post, "/api/reports/dropped/again");
        await SettledAsync(inbox);

        Assert.Equal((ReportState.Dropped, 1, $"answered {status}"), (dropped.State, dropped.Tries, dropped.Fault));
        Assert.Equal("""{"count":1}""", await again.Content.ReadAsStringAsync());
        Assert.Equal((dropped.Id, ReportState.Acknowledged), (inbox.Reports[0].Id, inbox.Reports[0].State));
    }

    [Fact]
    public async Task Report_NeverTaken_IsGivenUpAfterThirtyTries()
    {
        await using var hook = await TestHook.StartAsync();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var inbox = await StartAsync(systemClock: clock);
        hook.Answer = call => call.IsHandshake ? TestHook.Good(call) : (500, "");
        inbox.Subscribe(hook.Address);
        await SendAsync(inbox, Mail());

        for (var tries = 1; tries <= 30; tries++)
        {
            await hook.NextReportAsync();
            if (tries < 30) await AdvanceAsync(clock);
        }

        await SettledAsync(inbox);
        Assert.Equal((ReportState.Dropped, 30), (inbox.Reports[0].State, inbox.Reports[0].Tries));
    }

    [Fact]
    public async Task Reports_OnDemand_ComeTwiceNewestFirstSeveralAtOnceOrNotAtAll()
    {
        await using var hook = await TestHook.StartAsync();
        var inbox = await StartAsync(behaviour: new() { ReportsPaused = true });
        inbox.Subscribe(hook.Address);
        foreach (var to in new[] { "a@rat.example", "b@rat.example", "c@rat.example" }) await SendAsync(inbox, Mail(to: to));
        Assert.True((await hook.NextAsync()).IsHandshake);
        Assert.False(hook.HasMore);

        inbox.Behaviour = new() { ReportsTwice = true, ReportsNewestFirst = true, ReportsPerRequest = 2 };
        await SettledAsync(inbox);
        HookCall[] calls = [await hook.NextAsync(), await hook.NextAsync(), await hook.NextAsync(), await hook.NextAsync()];

        Assert.Equal(
            ["c@rat.example b@rat.example", "c@rat.example b@rat.example", "a@rat.example", "a@rat.example"],
            calls.Select(call => string.Join(' ', call.Events.Select(e => e.GetProperty("data").GetProperty("recipient").GetString()))));
        Assert.Equal(calls[0].Id, calls[1].Id);
        Assert.False(hook.HasMore);
    }

    [Fact]
    public async Task Report_OperationStillRunning_ComesWhenItHasEnded()
    {
        await using var hook = await TestHook.StartAsync();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var inbox = await StartAsync(systemClock: clock, behaviour: new() { StayRunningNext = 1, StayRunningSeconds = 60 });
        inbox.Subscribe(hook.Address);
        await hook.NextAsync();
        var operation = await SendAsync(inbox, Mail());
        await SendAsync(inbox, Mail(to: "b@rat.example"));
        Assert.Equal("b@rat.example", (await hook.NextAsync()).Recipient);

        await operation.UpdateStatusAsync();
        Assert.False(operation.HasCompleted);
        Assert.False(hook.HasMore);
        await AdvanceAsync(clock);

        Assert.Equal("kv@rat.example", (await hook.NextAsync()).Recipient);
        await operation.UpdateStatusAsync();
        Assert.Equal(EmailSendStatus.Succeeded, operation.Value.Status);
    }

    [Fact]
    public async Task Restart_ReportsNotAcknowledged_AreSentThenAndOnlyThose()
    {
        await using var hook = await TestHook.StartAsync();
        var inbox = await StartAsync();
        inbox.Subscribe(hook.Address);
        await SendAsync(inbox, Mail(to: "a@rat.example"));
        await hook.NextReportAsync();
        await SettledAsync(inbox);
        hook.Answer = call => call.IsHandshake ? TestHook.Good(call) : (500, "");
        await SendAsync(inbox, Mail(to: "b@rat.example"));
        var first = await hook.NextReportAsync();
        await StopAsync(inbox);
        // As a kill in the middle of a line would leave it.
        await File.AppendAllTextAsync(Path.Combine(Folder, "reports.jsonl"), """{"acknowled""");
        hook.Answer = TestHook.Good;

        var next = await StartAsync();
        next.Subscribe(hook.Address);
        await SettledAsync(next);
        var later = new List<HookCall>();
        while (hook.HasMore)
        {
            if (await hook.NextAsync() is { IsHandshake: false } call) later.Add(call);
        }

        Assert.NotEmpty(later);
        Assert.All(later, call => Assert.Equal((first.Id, "b@rat.example"), (call.Id, call.Recipient)));
        Assert.Equal([ReportState.Acknowledged, ReportState.Acknowledged], next.Reports.Select(report => report.State));
    }

    [Fact]
    public async Task Restart_MailWithoutReports_GetsThem()
    {
        var inbox = await StartAsync();
        await SendAsync(inbox, Mail());
        await StopAsync(inbox);
        // As a kill between the mail's file and its reports would leave it.
        File.Delete(Path.Combine(Folder, "reports.jsonl"));

        var next = await StartAsync();

        Assert.Equal(["Delivered"], Statuses(next, mail: 1));
    }

    [Fact]
    public async Task Start_ForeignLineAmongTheReports_IsRefusedNamingTheFile()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "reports.jsonl"), """{"acknowledged":["5b3b5b0a-6f5e-4d0c-9c5e-0d3a8c1f2e11"]}""" + "\n");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync());

        Assert.Contains("reports.jsonl", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_HookElsewhere_IsRefused()
    {
        var inbox = await StartAsync();

        Assert.Throws<ArgumentException>(() => inbox.Subscribe(new Uri("https://hooks.example/api/mail/events")));
    }

    [Fact]
    public async Task LateReport_ThroughTheApi_FollowsTheFirstAndSuppresses()
    {
        var inbox = await StartAsync(clock: new StandingClock(March));
        await SendAsync(inbox, Mail());

        using var unknown = await SendJsonAsync(inbox, HttpMethod.Post, "/api/mails/1/reports", """{"address":"x@rat.example","outcome":"Bounced"}""");
        using var wrong = await SendJsonAsync(inbox, HttpMethod.Post, "/api/mails/1/reports", """{"address":"kv@rat.example","outcome":"Lost"}""");
        using var missing = await SendJsonAsync(inbox, HttpMethod.Post, "/api/mails/2/reports", """{"address":"kv@rat.example","outcome":"Bounced"}""");
        using var made = await SendJsonAsync(inbox, HttpMethod.Post, "/api/mails/1/reports", """{"address":"KV@rat.example","outcome":"Bounced"}""");
        await SendAsync(inbox, Mail());

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.OK], new[] { unknown, wrong, missing, made }.Select(r => r.StatusCode));
        Assert.Equal(["Delivered", "Bounced"], Statuses(inbox, mail: 1));
        Assert.Equal(["Suppressed"], Statuses(inbox, mail: 2));
        var suppressed = Assert.Single((await GetJsonAsync(inbox, "/api/suppressions")).EnumerateArray());
        Assert.Equal(("kv@rat.example", March.AddHours(24)), (suppressed.GetProperty("address").GetString(), suppressed.GetProperty("until").GetDateTimeOffset()));
        var mail = await GetJsonAsync(inbox, "/api/mails/1");
        Assert.Equal(["Delivered", "Bounced"], mail.GetProperty("reports").EnumerateArray().Select(r => r.GetProperty("status").GetString()!));

        using var forgotten = await SendJsonAsync(inbox, HttpMethod.Delete, "/api/suppressions/kv@rat.example");
        await SendAsync(inbox, Mail());
        Assert.Equal(["Delivered"], Statuses(inbox, mail: 3));
    }

    private static IEnumerable<string> Statuses(InboxServer inbox, long mail) =>
        inbox.Reports.Reverse().Where(report => report.MailId == mail).Select(report => report.Status.ToString());

    /// <summary>Waits until the inbox waits for time, and lets that much pass.</summary>
    private static Task AdvanceAsync(ManualTimeProvider clock) => UntilAsync(clock.AdvanceToNextTimer);

    private static async Task UntilAsync(Func<bool> done)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "It never came.");
            await Task.Yield();
        }
    }
}
