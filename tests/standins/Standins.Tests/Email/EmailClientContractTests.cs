using System.Text.Json;
using Azure;
using Azure.Communication.Email;
using Azure.Core;

namespace LipServerless.Standins.Tests.Email;

public sealed class EmailClientContractTests
{
    private static readonly Guid OperationId = Guid.Parse("5b3b5b0a-6f5e-4d0c-9c5e-0d3a8c1f2e11");

    [Fact]
    public void Sign_KnownVector_GivesTheKnownSignature() =>
        Assert.Equal(
            "F0D5mGzvtrDglxUo1bJtdkq17NHYIKWFBUE9DPRem6I=",
            MailServiceDouble.Sign("POST", "/emails:send?api-version=2025-09-01", "Fri, 20 Nov 2026 04:00:00 GMT", "acs.example:8025", "eEDLtMj0fKl8+fbOXB7ZvHNFk5zRboFqfD6TdljZTXY=", MailServiceDouble.Key));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WholeMail_BodyAndHeadersAsTheProtocolSays(bool async)
    {
        await using var service = await MailServiceDouble.StartAsync();
        var mail = WholeMail();

        var operation = async
            ? await Client(service).SendAsync(WaitUntil.Started, mail, OperationId)
            : Client(service).Send(WaitUntil.Started, mail, OperationId);

        var request = Assert.Single(service.Seen);
        Assert.Equal(0, service.BadSignatures);
        Assert.Equal(("POST", "/emails:send?api-version=2025-09-01"), (request.Method, request.Target));
        Assert.Equal(OperationId.ToString(), request.Headers["Operation-Id"]);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(request.Headers["x-ms-client-request-id"], out _));
        Assert.Equal(OperationId.ToString(), operation.Id);
        Assert.False(operation.HasCompleted);
        Assert.Equal(202, operation.GetRawResponse().Status);
        AssertSame(
            """
            {"senderAddress":"lip@stadt.example",
             "headers":{"x-lip-mail":"Invitation"},
             "content":{"subject":"Größe","plainText":"Text","html":"<p>HTML</p>"},
             "recipients":{"to":[{"address":"a@rat.example","displayName":"Kulturbeirat"}],"cc":[{"address":"b@rat.example"}],"bcc":[{"address":"c@rat.example"}]},
             "attachments":[{"name":"e.txt","contentType":"text/plain","contentInBase64":"QWJzYXR6","contentId":"e"}],
             "replyTo":[{"address":"d@stadt.example"}],
             "userEngagementTrackingDisabled":true}
            """,
            request.Json);
    }

    [Fact]
    public async Task Send_ShortOverload_LeavesOutWhatIsEmpty()
    {
        await using var service = await MailServiceDouble.StartAsync();

        await Client(service).SendAsync(WaitUntil.Started, "lip@stadt.example", "a@rat.example", "s", null!, plainTextContent: "t");

        AssertSame(
            """{"senderAddress":"lip@stadt.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"a@rat.example"}]}}""",
            Assert.Single(service.Seen).Json);
    }

    [Fact]
    public async Task Send_WithoutOperationId_MakesAFreshOneForEachCall()
    {
        await using var service = await MailServiceDouble.StartAsync();
        var client = Client(service);

        await client.SendAsync(WaitUntil.Started, WholeMail());
        await client.SendAsync(WaitUntil.Started, WholeMail());

        Assert.Equal(2, service.Seen.Select(r => Guid.Parse(r.Headers["Operation-Id"])).Distinct().Count());
    }

    [Fact]
    public async Task Send_RefusedForTheMoment_RepeatsWithTheSameOperationId()
    {
        await using var service = await MailServiceDouble.StartAsync();
        service.SendsAnswer(new ScriptedAnswer(429), new ScriptedAnswer(503), new ScriptedAnswer(500));

        var operation = await Client(service, retries: 3).SendAsync(WaitUntil.Started, WholeMail(), OperationId);

        Assert.Equal(4, service.Seen.Count);
        Assert.All(service.Seen, r => Assert.Equal(OperationId.ToString(), r.Headers["Operation-Id"]));
        Assert.All(service.Seen, r => Assert.Equal(service.Seen[0].Body, r.Body));
        Assert.Equal(0, service.BadSignatures);
        Assert.Equal(OperationId.ToString(), operation.Id);
    }

    [Fact]
    public async Task Send_KeyChangedBetweenAttempts_SecondAttemptIsSignedWithTheNewOne()
    {
        await using var service = await MailServiceDouble.StartAsync();
        var credential = new AzureKeyCredential(Convert.ToBase64String("an outworn key"u8));
        service.SendsAnswer(new ScriptedAnswer(503)).OnSeen = () => credential.Update(MailServiceDouble.Key);

        await new EmailClient(service.Address, credential, Options(1)).SendAsync(WaitUntil.Started, WholeMail());

        Assert.Equal((2, 1), (service.Seen.Count, service.BadSignatures));
    }

    [Theory]
    [InlineData(400, "BadRequest")]
    [InlineData(401, "Denied")]
    [InlineData(404, "DomainNotLinked")]
    [InlineData(409, "Conflict")]
    public async Task Send_RefusedForGood_ThrowsWithTheServicesCodeAtOnce(int status, string code)
    {
        await using var service = await MailServiceDouble.StartAsync();
        service.SendsAnswer(new ScriptedAnswer(status, $$$"""{"error":{"code":"{{{code}}}","message":"Nein.","target":"x","details":[],"additionalInfo":[]}}"""));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Client(service, retries: 3).SendAsync(WaitUntil.Started, WholeMail()));

        Assert.Equal((status, code), (refused.Status, refused.ErrorCode));
        Assert.Contains("Nein.", refused.Message, StringComparison.Ordinal);
        Assert.Single(service.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WaitForCompletion_RunningFirst_PollsUntilSucceeded(bool async)
    {
        await using var service = await MailServiceDouble.StartAsync();
        // One is enough: Azure.Core waits a second between polls, however short the interval asked for.
        service.StatesAnswer(Running);
        var operation = await Client(service).SendAsync(WaitUntil.Started, WholeMail(), OperationId);

        var result = async
            ? await operation.WaitForCompletionAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None)
            : operation.WaitForCompletion(TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.Equal(EmailSendStatus.Succeeded, result.Value.Status);
        Assert.Equal(EmailSendStatus.Succeeded, operation.Value.Status);
        Assert.Equal((true, true), (operation.HasCompleted, operation.HasValue));
        var polls = service.Seen.Skip(1).ToArray();
        Assert.Equal(2, polls.Length);
        Assert.All(polls, p => Assert.Equal(("GET", $"/emails/operations/{OperationId}?api-version=2025-09-01"), (p.Method, p.Target)));
        Assert.Equal(0, service.BadSignatures);
    }

    [Fact]
    public async Task WaitUntilCompleted_SucceededAtOnce_ReturnsCompleted()
    {
        await using var service = await MailServiceDouble.StartAsync();

        Assert.True((await Client(service).SendAsync(WaitUntil.Completed, WholeMail())).HasValue);
        Assert.True(Client(service).Send(WaitUntil.Completed, WholeMail()).HasValue);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Canceled")]
    public async Task UpdateStatus_EndedBadly_ThrowsAndIsNotAskedForAgain(string status)
    {
        await using var service = await MailServiceDouble.StartAsync();
        service.StatesAnswer($$$"""{"id":"?","status":"{{{status}}}","error":{"code":"EmailDropped","message":"Weg."}}""");
        var operation = new EmailSendOperation(OperationId.ToString(), Client(service));

        var failed = await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync());

        Assert.Equal("EmailDropped", failed.ErrorCode);
        Assert.Equal((true, false), (operation.HasCompleted, operation.HasValue));
        Assert.Throws<RequestFailedException>(() => operation.UpdateStatus());
        Assert.Throws<RequestFailedException>(() => operation.Value);
        Assert.Single(service.Seen);
    }

    [Fact]
    public async Task Value_NotEndedYet_Throws()
    {
        await using var service = await MailServiceDouble.StartAsync();
        service.StatesAnswer(Running);
        var operation = new EmailSendOperation(OperationId.ToString(), Client(service));

        await operation.UpdateStatusAsync();

        Assert.False(operation.HasCompleted);
        Assert.Throws<InvalidOperationException>(() => operation.Value);
    }

    [Fact]
    public async Task Send_SomethingMissing_ThrowsBeforeAnyRequest()
    {
        await using var service = await MailServiceDouble.StartAsync();
        var client = Client(service);
        var content = new EmailContent("s") { PlainText = "t" };

        await RefusedAsync(new EmailMessage("a@b.example", "c@d.example", new EmailContent(" ") { PlainText = "t" }));
        await RefusedAsync(new EmailMessage("a@b.example", "c@d.example", new EmailContent("s")));
        await RefusedAsync(new EmailMessage("", "c@d.example", content));
        await RefusedAsync(new EmailMessage("a@b.example", "", content));
        await RefusedAsync(new EmailMessage("a@b.example", new EmailRecipients(cc: []), content));
        var header = new EmailMessage("a@b.example", "c@d.example", content);
        header.Headers["x-lip-mail"] = "";
        await RefusedAsync(header);
        var attachment = new EmailMessage("a@b.example", "c@d.example", content);
        attachment.Attachments.Add(new EmailAttachment("n", "t/t", BinaryData.FromBytes(Array.Empty<byte>())));
        await RefusedAsync(attachment);
        Assert.Empty(service.Seen);

        async Task RefusedAsync(EmailMessage mail)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => client.SendAsync(WaitUntil.Started, mail));
            Assert.ThrowsAny<ArgumentException>(() => client.Send(WaitUntil.Started, mail));
        }
    }

    [Theory]
    [InlineData("accesskey=QUJD")]
    [InlineData("endpoint=https://x.example/")]
    [InlineData("endpoint=https://x.example/;accesskey=")]
    [InlineData("endpoint")]
    public void Client_ConnectionStringIncomplete_Throws(string text) => Assert.Throws<InvalidOperationException>(() => new EmailClient(text));

    [Fact]
    public async Task Client_TokenOverPlainHttp_RefusesToSendIt()
    {
        await using var service = await MailServiceDouble.StartAsync();
        var client = new EmailClient(service.Address, new StaticToken(), Options(0));

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(WaitUntil.Started, WholeMail()));
        Assert.Empty(service.Seen);
    }

    [Theory]
    [InlineData(EmailClientOptions.ServiceVersion.V2023_03_31, "2023-03-31")]
    [InlineData(EmailClientOptions.ServiceVersion.V2024_07_01_Preview, "2024-07-01-preview")]
    public async Task Send_OlderVersion_SaysSo(EmailClientOptions.ServiceVersion version, string query)
    {
        await using var service = await MailServiceDouble.StartAsync();

        await new EmailClient(service.ConnectionString, new EmailClientOptions(version)).SendAsync(WaitUntil.Started, WholeMail());

        Assert.EndsWith("?api-version=" + query, Assert.Single(service.Seen).Target, StringComparison.Ordinal);
        Assert.Equal(0, service.BadSignatures);
    }

    [Fact]
    public void Status_Values_CompareWithoutCase()
    {
        EmailSendStatus given = "succeeded";
        Assert.True(given == EmailSendStatus.Succeeded);
        Assert.Equal(given.GetHashCode(), EmailSendStatus.Succeeded.GetHashCode());
        Assert.True(given != EmailSendStatus.Failed);
        Assert.Equal(EmailSendStatus.Canceled, EmailModelFactory.EmailSendResult("x", "Canceled").Status);
    }

    internal const string Running = """{"id":"?","status":"Running"}""";

    internal static EmailClientOptions Options(int retries) => new() { Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) } };

    internal static EmailMessage WholeMail()
    {
        var mail = new EmailMessage(
            "lip@stadt.example",
            new EmailRecipients([new EmailAddress("a@rat.example", "Kulturbeirat")], [new EmailAddress("b@rat.example")], [new EmailAddress("c@rat.example")]),
            new EmailContent("Größe") { PlainText = "Text", Html = "<p>HTML</p>" })
        { UserEngagementTrackingDisabled = true };
        mail.Headers["x-lip-mail"] = "Invitation";
        mail.ReplyTo.Add(new EmailAddress("d@stadt.example"));
        mail.Attachments.Add(new EmailAttachment("e.txt", "text/plain", BinaryData.FromString("Absatz")) { ContentId = "e" });
        return mail;
    }

    private static EmailClient Client(MailServiceDouble service, int retries = 0) => new(service.ConnectionString, Options(retries));

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());

    private sealed class StaticToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("t", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
