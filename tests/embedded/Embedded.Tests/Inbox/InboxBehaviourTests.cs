using System.Net;
using System.Text.Json;
using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Inbox;

/// <summary>What goes wrong on demand, set through the API and felt by the real client.</summary>
public sealed class InboxBehaviourTests : InboxTestBase
{
    [Fact]
    public async Task Put_WhatGetShows_IsTakenAndShownAgain()
    {
        var inbox = await StartAsync();
        const string Wish = """
            {"throttleNext":2,"retryAfterSeconds":7,"refuseStatus":500,"sendsPerMinute":30,"failCode":"EmailDroppedAllRecipientsSuppressed","operationReuse":"Conflict409",
             "reportsTwice":true,"recipients":[{"address":"@rat.example","outcome":"Quarantined"}]}
            """;

        using var put = await SendJsonAsync(inbox, HttpMethod.Put, "/api/behaviour", Wish);
        var shown = await GetTextAsync(inbox, "/api/behaviour");
        using var same = await SendJsonAsync(inbox, HttpMethod.Put, "/api/behaviour", shown);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(shown, await same.Content.ReadAsStringAsync());
        var behaviour = JsonElement.Parse(shown);
        Assert.Equal((2, 30, "Conflict409"), (behaviour.GetProperty("throttleNext").GetInt32(), behaviour.GetProperty("sendsPerMinute").GetInt32(), behaviour.GetProperty("operationReuse").GetString()));
        Assert.Equal("Quarantined", behaviour.GetProperty("recipients")[0].GetProperty("outcome").GetString());

        using var reset = await SendJsonAsync(inbox, HttpMethod.Delete, "/api/behaviour");
        Assert.True(inbox.Behaviour.IsOrdinary);
    }

    [Theory]
    [InlineData("""{"throttleNext":-1}""", "throttleNext")]
    [InlineData("""{"throttleNext":"viele"}""", "throttleNext")]
    [InlineData("""{"throttleNext":1.5}""", "throttleNext")]
    [InlineData("""{"retryAfterSeconds":86401}""", "retryAfterSeconds")]
    [InlineData("""{"refuseStatus":200}""", "refuseStatus")]
    [InlineData("""{"failCode":"a b"}""", "failCode")]
    [InlineData("""{"failCode":null}""", "failCode")]
    [InlineData("""{"stayRunningSeconds":0}""", "stayRunningSeconds")]
    [InlineData("""{"reportsPerRequest":101}""", "reportsPerRequest")]
    [InlineData("""{"operationReuse":"Maybe"}""", "operationReuse")]
    [InlineData("""{"operationReuse":1}""", "operationReuse")]
    [InlineData("""{"trottleNext":1}""", "trottleNext")]
    [InlineData("""{"recipients":null}""", "recipients")]
    [InlineData("""{"recipients":[{"address":"kv","outcome":"Bounced"}]}""", "recipients[0].address")]
    [InlineData("""{"recipients":[{"address":"Kv <kv@rat.example>","outcome":"Bounced"}]}""", "recipients[0].address")]
    [InlineData("""{"recipients":[{"address":"kv@rat.example","outcome":"Bounced"},{"address":"KV@rat.example","outcome":"Failed"}]}""", "recipients[1].address")]
    [InlineData("""{"recipients":[{"address":"kv@rat.example","outcome":"Lost"}]}""", "recipients[0].outcome")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("{", "")]
    public async Task Put_BadValue_Is400NamingTheFieldAndChangesNothing(string json, string field)
    {
        var inbox = await StartAsync(behaviour: new() { FailNext = 3 });

        using var response = await SendJsonAsync(inbox, HttpMethod.Put, "/api/behaviour", json);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        Assert.Equal(3, inbox.Behaviour.FailNext);
    }

    [Fact]
    public async Task Set_InProcessOutOfRange_IsRefused()
    {
        var inbox = await StartAsync();

        Assert.Contains("failNext", Assert.Throws<ArgumentException>(() => inbox.Behaviour = new() { FailNext = -1 }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("same-origin", null, 200)]
    [InlineData("same-origin", "null", 200)]
    [InlineData(null, "self", 200)]
    [InlineData(null, null, 200)]
    [InlineData("cross-site", null, 403)]
    [InlineData("same-site", null, 403)]
    [InlineData("none", null, 403)]
    [InlineData(null, "http://evil.example", 403)]
    [InlineData(null, "null", 403)]
    public async Task Change_FromAnotherSite_IsRefused(string? site, string? origin, int status)
    {
        var inbox = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(inbox.Address, "/api/behaviour"));
        request.Content = new StringContent("""{"failNext":1}""", System.Text.Encoding.UTF8, "application/json");
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin == "self" ? inbox.Address.GetLeftPart(UriPartial.Authority) : origin);

        using var response = await Http.SendAsync(request);

        Assert.Equal((status, status == 200 ? 1 : 0), ((int)response.StatusCode, inbox.Behaviour.FailNext));
    }

    [Fact]
    public async Task Send_ThrottledTwice_ClientThatListensSucceedsAndOneThatDoesNotIsCounted()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var inbox = await StartAsync(systemClock: clock, behaviour: new() { ThrottleNext = 2, RetryAfterSeconds = 30 });

        var first = await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail()));
        clock.Advance(TimeSpan.FromSeconds(29));
        await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail()));
        clock.Advance(TimeSpan.FromSeconds(30));
        await SendAsync(inbox, Mail());

        Assert.Equal((429, "TooManyRequests"), (first.Status, first.ErrorCode));
        Assert.True(first.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait));
        Assert.Equal("30", wait);
        Assert.Equal(new InboxStats(3, 1, 0, 1) { TooEarly = 1 }, inbox.Stats);
        Assert.Equal(0, inbox.Behaviour.ThrottleNext);
    }

    [Fact]
    public async Task StatusRead_MoreThanAllowedInAMinute_IsRefusedWithRetryAfter()
    {
        var inbox = await StartAsync(behaviour: new() { StatusReadsPerMinute = 1 });
        var operation = await SendAsync(inbox, Mail());
        await new EmailSendOperation(operation.Id, Client(inbox)).UpdateStatusAsync();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(async () => await new EmailSendOperation(operation.Id, Client(inbox)).UpdateStatusAsync());

        Assert.Equal((429, "TooManyRequests"), (refused.Status, refused.ErrorCode));
        Assert.True(refused.GetRawResponse()!.Headers.Contains("Retry-After"));
    }

    [Theory]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(403, "SubscriptionBlocked")]
    public async Task Send_RefusedOnDemand_StoresNothingThenGoesOn(int status, string code)
    {
        var inbox = await StartAsync(behaviour: new() { RefuseNext = 1, RefuseStatus = status });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail()));
        await SendAsync(inbox, Mail());

        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
        Assert.Equal(new InboxStats(2, 1, 0, 1), inbox.Stats);
    }

    [Fact]
    public async Task Send_AnswerLostOnDemand_MailIsThere()
    {
        var inbox = await StartAsync(behaviour: new() { LoseAnswerNext = 1 });
        var id = Guid.NewGuid();

        await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail(), id));
        await SendAsync(inbox, Mail(), id);

        Assert.Equal(new InboxStats(2, 1, 1, 1), inbox.Stats);
        Assert.Single(inbox.Reports);
    }

    [Fact]
    public async Task Send_FailsOnDemand_EndsWithTheCodeAndWithoutReport()
    {
        var inbox = await StartAsync(behaviour: new() { FailNext = 1, FailCode = "EmailDropped" });

        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Client(inbox).SendAsync(WaitUntil.Completed, Mail()));
        await Client(inbox).SendAsync(WaitUntil.Completed, Mail());

        Assert.Equal("EmailDropped", failed.ErrorCode);
        Assert.Equal(2, Assert.Single(inbox.Reports).MailId);
    }

    [Fact]
    public async Task Send_RepeatOfAKnownOperation_UsesUpNoLaterFailure()
    {
        var inbox = await StartAsync();
        var id = Guid.NewGuid();
        await SendAsync(inbox, Mail(), id);
        inbox.Behaviour = new() { FailNext = 1, StayRunningNext = 1, OperationReuse = OperationReuse.Conflict409 };

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail(), id));

        Assert.Equal(409, conflict.Status);
        Assert.Equal((1, 1), (inbox.Behaviour.FailNext, inbox.Behaviour.StayRunningNext));
    }

    [Fact]
    public async Task Restart_SameFolder_KeepsBehaviourCountsAndSuppressions()
    {
        var inbox = await StartAsync(behaviour: new() { RefuseNext = 2, Recipients = [new("kv@rat.example", DeliveryOutcome.Bounced)] });
        await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail()));
        inbox.Behaviour = inbox.Behaviour with { RefuseNext = 0, FailNext = 5 };
        await SendAsync(inbox, Mail(to: "x@rat.example"));
        await SendAsync(inbox, Mail());
        inbox.Behaviour = inbox.Behaviour with { FailNext = 0 };
        await SendAsync(inbox, Mail());
        await StopAsync(inbox);

        var next = await StartAsync();
        await SendAsync(next, Mail());

        Assert.Equal(DeliveryOutcome.Bounced, Assert.Single(next.Behaviour.Recipients).Outcome);
        Assert.Equal("Suppressed", next.Reports[0].Status.ToString());
    }

    [Fact]
    public async Task Start_ForeignBehaviourFile_IsRefusedNamingIt()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "behaviour.json"), """{"behaviour":{"failNext":-1},"suppressed":[]}""");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync());

        Assert.Contains("behaviour.json", refused.Message, StringComparison.Ordinal);
    }
}
