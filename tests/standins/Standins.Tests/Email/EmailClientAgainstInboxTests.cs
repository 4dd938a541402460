using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Standins.Tests.Email;

public sealed class EmailClientAgainstInboxTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"lip-standin-{Guid.NewGuid():N}");
    private InboxServer inbox = null!;

    public async Task InitializeAsync() => inbox = await InboxServer.StartAsync(
        new InboxOptions { Folder = folder, RunningPolls = 1, PollAfter = TimeSpan.Zero, Reuse = OperationReuse.Conflict409 }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await inbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Send_WholeMail_ArrivesWholeAndEndsSucceeded()
    {
        var client = new EmailClient(inbox.ConnectionString);

        var operation = await client.SendAsync(WaitUntil.Started, EmailClientContractTests.WholeMail());
        var result = await operation.WaitForCompletionAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.Equal(EmailSendStatus.Succeeded, result.Value.Status);
        var mail = Assert.Single(inbox.Mails);
        Assert.Equal(Guid.Parse(operation.Id), mail.OperationId);
        Assert.Equal(("Größe", "Kulturbeirat", "Invitation"), (mail.Subject, mail.To[0].DisplayName, mail.Kind));
        Assert.Equal(("b@rat.example", "c@rat.example", "d@stadt.example"), (mail.Cc[0].Address, mail.Bcc[0].Address, mail.ReplyTo[0].Address));
        Assert.Equal(("e.txt", 6), (mail.Attachments[0].Name, mail.Attachments[0].Size));
    }

    [Fact]
    public async Task Send_OtherKey_IsDenied()
    {
        var stranger = new EmailClient(inbox.Address, new AzureKeyCredential(Convert.ToBase64String("a stranger's key"u8)));

        var denied = await Assert.ThrowsAsync<RequestFailedException>(() => stranger.SendAsync(WaitUntil.Started, EmailClientContractTests.WholeMail()));

        Assert.Equal((401, "Denied"), (denied.Status, denied.ErrorCode));
        Assert.Empty(inbox.Mails);
    }

    [Fact]
    public async Task Send_SameOperationTwice_SecondThrowsConflict()
    {
        var client = new EmailClient(inbox.ConnectionString);
        var id = Guid.NewGuid();
        await client.SendAsync(WaitUntil.Started, EmailClientContractTests.WholeMail(), id);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync(WaitUntil.Started, EmailClientContractTests.WholeMail(), id));

        Assert.Equal((409, "Conflict"), (refused.Status, refused.ErrorCode));
        Assert.Single(inbox.Mails);
    }

    [Fact]
    public async Task UpdateStatus_NeverSent_IsNotFound()
    {
        var operation = new EmailSendOperation(Guid.NewGuid().ToString(), new EmailClient(inbox.ConnectionString));

        var missing = await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync());

        Assert.Equal(404, missing.Status);
    }
}
