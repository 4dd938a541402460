using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Embedded.Tests.Inbox;

public sealed class InboxPersistenceTests : InboxTestBase
{
    [Fact]
    public async Task Restart_SameFolder_KeepsMailsKeyAndCounts()
    {
        var id = Guid.NewGuid();
        var mail = Mail("Erste Runde", name: "Kulturbeirat");
        mail.Headers["x-lip-mail"] = "invitation";
        mail.Attachments.Add(new EmailAttachment("entwurf.txt", "text/plain", BinaryData.FromString("Absatz 1")));
        string connection;
        var options = new InboxOptions { Folder = Folder };
        await using (var first = await InboxServer.StartAsync(options, CancellationToken.None))
        {
            connection = first.ConnectionString;
            await SendAsync(first, mail, id);
            await SendAsync(first, mail, id);
        }

        await using var second = await InboxServer.StartAsync(options, CancellationToken.None);

        Assert.Equal(connection.Split("accesskey=")[1], second.ConnectionString.Split("accesskey=")[1]);
        Assert.Equal(new InboxStats(Posts: 2, Mails: 1, Duplicates: 1, Stored: 1), second.Stats);
        var kept = Assert.Single(second.Mails);
        Assert.Equal((id, "Erste Runde", "invitation", "Kulturbeirat"), (kept.OperationId, kept.Subject, kept.Kind, kept.To[0].DisplayName));
        Assert.Equal("Absatz 1", await GetTextAsync(second, $"/api/mails/{kept.Id}/attachments/0"));
        var state = new EmailSendOperation(id.ToString(), Client(second));
        Assert.Equal(200, (await state.UpdateStatusAsync()).Status);
        Assert.True(state.HasValue);
    }

    [Fact]
    public async Task Send_Answered202_LiesOnDiskUnderItsOwnName()
    {
        var inbox = await StartAsync();

        await SendAsync(inbox, Mail("Auf der Platte"));

        // Read while the inbox runs: nothing may wait for its orderly end.
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "mails")));
        Assert.EndsWith("00000001.json", file, StringComparison.Ordinal);
        Assert.Contains("Auf der Platte", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnfinishedFileLeftByACrash_IsRemoved()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "mails"));
        var torn = Path.Combine(Folder, "mails", "00000001.json.abc.unfinished");
        await File.WriteAllTextAsync(torn, """{"version":1,"id":""");

        var inbox = await StartAsync();

        Assert.Empty(inbox.Mails);
        Assert.False(File.Exists(torn));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"id":1,"operationId":"x","received":"y","mail":{}}""")]
    public async Task Start_ForeignFileAmongTheMails_SaysWhichOne(string content)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "mails"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "mails", "00000007.json"), content);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync());

        Assert.Contains("00000007.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderInUse_IsRefused()
    {
        await StartAsync();

        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync());

        Assert.Contains("Another inbox", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 202, 1)]
    [InlineData(62, 400, 0)]
    [InlineData(63, 400, 0)]
    public async Task Restart_DeeplyNestedBody_WhatWasAcceptedIsReadAgain(int depth, int status, int kept)
    {
        var body = string.Concat(MinimalBody.AsSpan(0, MinimalBody.Length - 1), $",\"x\":{new string('[', depth)}{new string(']', depth)}}}");
        await using (var first = await StartAsync())
        {
            using var response = await SendRawAsync(first, body);
            Assert.Equal(status, (int)response.StatusCode);
        }

        Assert.Equal(kept, (await StartAsync()).Mails.Count);
    }

    [Fact]
    public async Task Send_ManyAtOnce_EachIsStoredOnce()
    {
        var inbox = await StartAsync();
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToArray();

        // Each operation twice at the same time: the race that a retry after a lost answer makes.
        await Task.WhenAll(ids.Concat(ids).Select(id => SendAsync(inbox, Mail(id.ToString()), id)));

        Assert.Equal(new InboxStats(Posts: 40, Mails: 20, Duplicates: 20, Stored: 20), inbox.Stats);
        Assert.Equal(ids.Order(), inbox.Mails.Select(m => m.OperationId).Order());
    }

    [Fact]
    public async Task AccessKey_MadeAtFirstStart_IsReadableByItsOwnerOnly()
    {
        await using var inbox = await InboxServer.StartAsync(new InboxOptions { Folder = Folder }, CancellationToken.None);

        var key = (await File.ReadAllTextAsync(Path.Combine(Folder, "access-key"))).Trim();
        Assert.Equal(64, Convert.FromBase64String(key).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "access-key")));
    }

    [Fact]
    public async Task Send_ProcessClockGiven_ShowsItsTime()
    {
        var instant = new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
        var inbox = await StartAsync(clock: new StandingClock(instant));

        await SendAsync(inbox, Mail());

        Assert.Equal(instant, Assert.Single(inbox.Mails).Received);
        Assert.Contains("Montag, 1. März 2027", await GetTextAsync(inbox, "/"), StringComparison.Ordinal);
    }
}

/// <summary>A clock that shows one instant.</summary>
internal sealed class StandingClock(DateTimeOffset instant) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => instant;
}
