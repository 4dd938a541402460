using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Embedded.Tests.Inbox;

public sealed class InboxReuseTests : InboxTestBase
{
    [Theory]
    [InlineData(OperationReuse.Replay202, 202, 1)]
    [InlineData(OperationReuse.Refuse400, 400, 1)]
    [InlineData(OperationReuse.Conflict409, 409, 1)]
    [InlineData(OperationReuse.DeliverAgain, 202, 2)]
    public async Task Send_KnownOperationId_FollowsTheMode(OperationReuse mode, int status, int stored)
    {
        var inbox = await StartAsync(mode);
        var id = Guid.NewGuid();
        await SendAsync(inbox, Mail(), id);

        int answered;
        try
        {
            answered = (await SendAsync(inbox, Mail(), id)).GetRawResponse().Status;
        }
        catch (RequestFailedException refused)
        {
            answered = refused.Status;
        }

        Assert.Equal(status, answered);
        Assert.Equal(new InboxStats(Posts: 2, Mails: 1, Duplicates: 1, Stored: stored), inbox.Stats);
    }

    [Fact]
    public async Task Send_AnswerLost_RetryFindsTheMailAlreadyThere()
    {
        var inbox = await StartAsync(fault: attempt => attempt.Post == 1 ? InboxFault.LoseAnswer() : null);

        var operation = await SendAsync(inbox, Mail(), retries: 3);

        Assert.Equal(202, operation.GetRawResponse().Status);
        Assert.Equal(new InboxStats(Posts: 2, Mails: 1, Duplicates: 1, Stored: 1), inbox.Stats);
    }

    [Fact]
    public async Task Send_Throttled_ClientWaitsAsToldAndSucceeds()
    {
        var inbox = await StartAsync(fault: attempt => attempt.Post == 1 ? InboxFault.Throttle(TimeSpan.FromSeconds(1)) : null);
        var began = TimeProvider.System.GetTimestamp();

        await SendAsync(inbox, Mail(), retries: 3);

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(950), "The client did not wait for Retry-After.");
        Assert.Equal(new InboxStats(Posts: 2, Mails: 1, Duplicates: 0, Stored: 1), inbox.Stats);
    }

    [Fact]
    public async Task Send_MoreThanAllowedInAMinute_IsRefusedWithRetryAfter()
    {
        var inbox = await StartAsync(sendsPerMinute: 2);
        await SendAsync(inbox, Mail());
        await SendAsync(inbox, Mail());

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, Mail()));

        Assert.Equal((429, "TooManyRequests"), (refused.Status, refused.ErrorCode));
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait));
        Assert.InRange(int.Parse(wait!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task Send_ServerErrorOnce_IsRetriedAndStoredOnce()
    {
        var inbox = await StartAsync(fault: attempt => attempt.Post == 1 ? InboxFault.Refuse(503, "ServiceUnavailable", "Try again.") : null);

        await SendAsync(inbox, Mail(), retries: 3);

        Assert.Equal(new InboxStats(Posts: 2, Mails: 1, Duplicates: 0, Stored: 1), inbox.Stats);
    }

    [Fact]
    public async Task Send_FailsLater_OperationEndsFailedAndPageSaysSo()
    {
        var inbox = await StartAsync(fault: _ => InboxFault.FailLater("EmailDroppedAllRecipientsSuppressed", "All recipients are suppressed."));

        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Client(inbox).SendAsync(WaitUntil.Completed, Mail()));

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", failed.ErrorCode);
        Assert.Contains("nicht zugestellt", await GetTextAsync(inbox, "/"), StringComparison.Ordinal);
        Assert.Contains("Nicht zugestellt.", await GetTextAsync(inbox, "/mails/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_RunningPolls_AnswersRunningThatOftenThenSucceeded()
    {
        var inbox = await StartAsync(runningPolls: 2);
        var operation = await SendAsync(inbox, Mail());

        var completed = new List<bool>();
        for (var poll = 0; poll < 3; poll++)
        {
            await operation.UpdateStatusAsync();
            completed.Add(operation.HasCompleted);
        }

        Assert.Equal([false, false, true], completed);
        Assert.Equal(EmailSendStatus.Succeeded, operation.Value.Status);
    }

    [Fact]
    public async Task Status_UnknownOperation_Is404()
    {
        var inbox = await StartAsync();
        var operation = new EmailSendOperation(Guid.NewGuid().ToString(), Client(inbox));

        var missing = await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync());

        Assert.Equal((404, "NotFound"), (missing.Status, missing.ErrorCode));
    }
}
