using System.Net;
using System.Text;
using System.Text.Json;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Protocol;

namespace LipServerless.Embedded.Tests.Inbox;

public sealed class InboxProtocolTests : InboxTestBase
{
    private const string OtherKey = "b3RoZXJvdGhlcm90aGVyb3RoZXI=";

    // Signed by other means than ours.
    private const string VectorHash = "eEDLtMj0fKl8+fbOXB7ZvHNFk5zRboFqfD6TdljZTXY=";
    private const string VectorSignature = "F0D5mGzvtrDglxUo1bJtdkq17NHYIKWFBUE9DPRem6I=";

    [Theory]
    [InlineData("date")]
    [InlineData("x-ms-date")]
    public void Check_KnownVector_IsAcceptedUnderBothDateHeaders(string dateHeader)
    {
        Assert.Null(CheckVector(dateHeader, MinimalBody, VectorSignature));
        Assert.Equal(401, CheckVector(dateHeader, MinimalBody + " ", VectorSignature)!.Status);
        Assert.Equal(401, CheckVector(dateHeader, MinimalBody, "G" + VectorSignature[1..])!.Status);
    }

    [Theory]
    [InlineData("date")]
    [InlineData("x-ms-date")]
    public async Task Send_SignedByHand_IsAccepted(string dateHeader)
    {
        var inbox = await StartAsync();

        using var response = await SendRawAsync(inbox, MinimalBody, dateHeader: dateHeader, operationId: "5b3b5b0a-6f5e-4d0c-9c5e-0d3a8c1f2e11");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var location = response.Headers.GetValues("Operation-Location").Single();
        Assert.Equal(new Uri(inbox.Address, "emails/operations/5b3b5b0a-6f5e-4d0c-9c5e-0d3a8c1f2e11?api-version=2025-09-01").AbsoluteUri, location);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(("5b3b5b0a-6f5e-4d0c-9c5e-0d3a8c1f2e11", "Running"), (body.GetProperty("id").GetString(), body.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Send_BadSignature_Is401InTheServicesShape()
    {
        var inbox = await StartAsync();
        var now = TimeProvider.System.GetUtcNow();

        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, key: OtherKey));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, signedBody: MinimalBody.Replace("c@d", "x@d", StringComparison.Ordinal)));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, date: now.AddMinutes(-16)));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, date: now.AddMinutes(16)));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, authorization: ""));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, authorization: "Bearer abc"));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, authorization: "HMAC-SHA256 SignedHeaders=date&Signature=abc"));
        await AssertDeniedAsync(SendRawAsync(inbox, MinimalBody, authorization: "HMAC-SHA256 SignedHeaders=date;host;x-ms-content-sha256;x-missing&Signature=abc"));
        Assert.Empty(inbox.Mails);
        Assert.Equal(8, inbox.Stats.Posts);
    }

    [Fact]
    public async Task Send_DateWithinTolerance_IsAccepted()
    {
        var inbox = await StartAsync();

        using var response = await SendRawAsync(inbox, MinimalBody, date: TimeProvider.System.GetUtcNow().AddMinutes(-14));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{\"content\":{\"subject\":\"\\ud800\",\"plainText\":\"t\"}}", "")]
    [InlineData("{}", "senderAddress")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"plainText":"t"},"recipients":{"to":[{"address":"c@d.example"}]}}""", "content.subject")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s"},"recipients":{"to":[{"address":"c@d.example"}]}}""", "content")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s","html":7},"recipients":{"to":[{"address":"c@d.example"}]}}""", "content.html")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[]}}""", "recipients")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"c"}]}}""", "recipients.to[0].address")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"c@d.example"},{"address":"e@localhost"}]}}""", "recipients.to[1].address")]
    [InlineData("""{"senderAddress":"A <a@b.example>","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"c@d.example"}]}}""", "senderAddress")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"c@d.example"}]},"headers":{"x-a":"b\r\nBcc: e@f.example"}}""", "headers.x-a")]
    [InlineData("""{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"c@d.example"}]},"attachments":[{"name":"n","contentType":"t/t","contentInBase64":"%"}]}""", "attachments[0].contentInBase64")]
    public async Task Send_MalformedBody_Is400NamingTheField(string body, string target)
    {
        var inbox = await StartAsync();

        using var response = await SendRawAsync(inbox, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await ReadErrorAsync(response);
        Assert.Equal("BadRequest", error.GetProperty("code").GetString());
        Assert.Equal(target, error.GetProperty("target").GetString() ?? "");
        Assert.Empty(inbox.Mails);
    }

    [Fact]
    public async Task Send_SeveralFaults_AllAreListed()
    {
        var inbox = await StartAsync();

        using var response = await SendRawAsync(inbox, """{"senderAddress":"x","content":{"subject":" "},"recipients":{"to":[{}]}}""");

        var error = await ReadErrorAsync(response);
        Assert.Equal(
            ["senderAddress", "content.subject", "content", "recipients.to[0].address"],
            error.GetProperty("details").EnumerateArray().Select(d => d.GetProperty("target").GetString()!));
    }

    [Fact]
    public async Task Send_FiftyOneRecipients_Is400()
    {
        var inbox = await StartAsync();
        var to = string.Join(',', Enumerable.Range(0, 51).Select(n => $$"""{"address":"a{{n}}@d.example"}"""));

        using var response = await SendRawAsync(inbox, $$$"""{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{{{to}}}]}}""");

        Assert.Equal("recipients", (await ReadErrorAsync(response)).GetProperty("target").GetString());
    }

    [Theory]
    [InlineData("/emails:send", 400, "MissingApiVersionParameter")]
    [InlineData("/emails:send?api-version=1999-01-01", 400, "UnsupportedApiVersion")]
    public async Task Send_WrongVersion_Is400(string path, int status, string code)
    {
        var inbox = await StartAsync();

        using var response = await SendRawAsync(inbox, MinimalBody, path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await ReadErrorAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Send_WrongContentTypeOrOperationIdOrSize_IsRefused()
    {
        var inbox = await StartAsync();

        using var type = await SendRawAsync(inbox, MinimalBody, contentType: "text/plain");
        using var id = await SendRawAsync(inbox, MinimalBody, operationId: "../../etc/passwd");
        using var size = await SendRawAsync(inbox, new string(' ', (10 * 1024 * 1024) + 1));

        Assert.Equal((415, 400, 413), ((int)type.StatusCode, (int)id.StatusCode, (int)size.StatusCode));
        Assert.Equal("Operation-Id", (await ReadErrorAsync(id)).GetProperty("target").GetString());
        Assert.Empty(inbox.Mails);
    }

    [Fact]
    public async Task AnyRequest_StrangeHostName_Is421()
    {
        var inbox = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, inbox.Address);
        request.Headers.Host = "rebound.example";

        using var response = await Http.SendAsync(request);

        Assert.Equal(421, (int)response.StatusCode);
    }

    [Fact]
    public async Task Start_HostNotLoopback_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => InboxServer.StartAsync(new InboxOptions { Folder = Folder, Host = IPAddress.Any }, CancellationToken.None));

        Assert.Contains("loopback", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyNotBase64_IsRefusedWithoutShowingIt()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => InboxServer.StartAsync(new InboxOptions { Folder = Folder, AccessKey = "kein Schlüssel" }, CancellationToken.None));

        Assert.DoesNotContain("kein Schlüssel", refused.Message, StringComparison.Ordinal);
    }

    private static AcsError? CheckVector(string dateHeader, string body, string signature)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"HMAC-SHA256 SignedHeaders={dateHeader};host;x-ms-content-sha256&Signature={signature}",
            [dateHeader] = "Fri, 20 Nov 2026 04:00:00 GMT",
            ["Host"] = "acs.example:8025",
            ["x-ms-content-sha256"] = VectorHash,
        };
        var checker = new RequestSignature(Convert.FromBase64String(Key), new StandingClock(new DateTimeOffset(2026, 11, 20, 4, 5, 0, TimeSpan.Zero)));
        return checker.Check("POST", SendPath, headers.GetValueOrDefault, Encoding.UTF8.GetBytes(body));
    }

    private static async Task AssertDeniedAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Denied", response.Headers.GetValues("x-ms-error-code").Single());
        Assert.Equal("Denied", (await ReadErrorAsync(response)).GetProperty("code").GetString());
    }

    private static async Task<JsonElement> ReadErrorAsync(HttpResponseMessage response)
    {
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal(["code", "message", "target", "details", "additionalInfo"], error.EnumerateObject().Select(p => p.Name));
        return error;
    }
}
