using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Embedded.Tests.Inbox;

public sealed class InboxPagesTests : InboxTestBase
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    [Fact]
    public async Task List_HostileSubjectAndName_AreShownAsText()
    {
        var inbox = await StartAsync();
        var mail = Mail(Hostile, name: Hostile);
        mail.Headers["x-lip-mail"] = Hostile;
        await SendAsync(inbox, mail);

        foreach (var path in new[] { "/", "/?to=" + Uri.EscapeDataString(Hostile), "/mails/1" })
        {
            var page = await ParseAsync(inbox, path);
            Assert.Empty(page.QuerySelectorAll("script, img, [onerror]"));
            Assert.DoesNotContain("<script", await GetTextAsync(inbox, path), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(Hostile, (await ParseAsync(inbox, "/")).QuerySelector(".subject")!.TextContent);
        Assert.Equal(Hostile, (await ParseAsync(inbox, "/mails/1")).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task List_SeveralMails_NewestFirstWithBodyNames()
    {
        var inbox = await StartAsync();
        await SendAsync(inbox, Mail("eins", "kv@rat.example", "Kulturbeirat"));
        await SendAsync(inbox, Mail("zwei", "gst@rat.example"));

        var page = await ParseAsync(inbox, "/");

        Assert.Equal(["zwei", "eins"], page.QuerySelectorAll(".subject").Select(e => e.TextContent));
        Assert.Equal(["gst@rat.example", "Kulturbeirat"], page.QuerySelectorAll(".to").Select(e => e.TextContent));
        Assert.Equal(["alle", "gst@rat.example (1)", "Kulturbeirat (1)"], page.QuerySelectorAll("#to option").Select(e => e.TextContent));
    }

    [Theory]
    [InlineData("?to=KV@rat.example", "eins")]
    [InlineData("?to=v@rat.example", "")]
    [InlineData("?to=kultur", "eins")]
    [InlineData("?kind=Reminder", "zwei")]
    [InlineData("?after=1", "zwei")]
    [InlineData("?before=2", "eins")]
    [InlineData("?since=2027-03-01T08:00:00Z", "zwei,eins")]
    [InlineData("?since=2027-03-01T09:00:01%2B01:00", "")]
    [InlineData("?to=&kind=&since=", "zwei,eins")]
    public async Task Lists_Filtered_HoldWhatFits(string query, string subjects)
    {
        var inbox = await StartAsync(clock: new StandingClock(new DateTimeOffset(2027, 3, 1, 8, 0, 0, TimeSpan.Zero)));
        await SendAsync(inbox, Mail("eins", "kv@rat.example", "Kulturbeirat"));
        var second = Mail("zwei", "gst@rat.example");
        second.Headers["X-Lip-Mail"] = "reminder";
        await SendAsync(inbox, second);

        var json = await GetJsonAsync(inbox, "/api/mails" + query);
        var page = await ParseAsync(inbox, "/" + query);

        Assert.Equal(subjects, string.Join(',', json.EnumerateArray().Select(m => m.GetProperty("subject").GetString())));
        Assert.Equal(subjects, string.Join(',', page.QuerySelectorAll(".subject").Select(e => e.TextContent)));
    }

    [Theory]
    [InlineData("Invitation", "Invitation", "Einladung")]
    [InlineData("rat-lip.kulturbeirat.Reminder.2", "Reminder", "Erinnerung")]
    [InlineData("round=r1; recipient=kb; kind=OnBehalfCopy; step=1", "OnBehalfCopy", "Kopie der Erfassung")]
    [InlineData("1.newsletter", "1.newsletter", "1.newsletter")]
    public async Task List_KindHeader_IsReadAndNamedInGerman(string header, string kind, string german)
    {
        var inbox = await StartAsync();
        var mail = Mail();
        mail.Headers["x-lip-mail"] = header;
        await SendAsync(inbox, mail);

        Assert.Equal(kind, Assert.Single(inbox.Mails).Kind);
        Assert.Equal(german, (await ParseAsync(inbox, "/")).QuerySelector(".kind")!.TextContent);
    }

    [Fact]
    public void MailKinds_EveryKindOfOurs_HasAGermanName() =>
        Assert.All(Enum.GetNames<LipServerless.Rounds.Contracts.Stored.MailKind>(), kind => Assert.NotEqual(kind, MailKinds.InGerman(kind)));

    [Fact]
    public async Task Api_MalformedFilter_Is400()
    {
        var inbox = await StartAsync();

        using var response = await Http.GetAsync(new Uri(inbox.Address, "/api/mails?since=gestern&after=-1"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("since, after", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_WholeMail_HoldsAllOfIt()
    {
        var inbox = await StartAsync();
        var mail = new EmailMessage(
            "lip@stadt.example",
            new EmailRecipients([new EmailAddress("kv@rat.example", "Kulturbeirat")], [new EmailAddress("c@rat.example")], [new EmailAddress("b@rat.example")]),
            new EmailContent("Größe") { PlainText = "Text", Html = "<p>HTML</p>" });
        mail.Headers["x-lip-mail"] = "receipt";
        mail.ReplyTo.Add(new EmailAddress("r@stadt.example"));
        mail.Attachments.Add(new EmailAttachment("../böse\r\n.html", "text/html", BinaryData.FromString("<script>1</script>")));
        await SendAsync(inbox, mail);

        var whole = await GetJsonAsync(inbox, "/api/mails/1");
        using var file = await Http.GetAsync(new Uri(inbox.Address, "/api/mails/1/attachments/0"));

        Assert.Equal("lip@stadt.example", whole.GetProperty("from").GetString());
        Assert.Equal("Größe", whole.GetProperty("subject").GetString());
        Assert.Equal("receipt", whole.GetProperty("kind").GetString());
        Assert.Equal("receipt", whole.GetProperty("headers").GetProperty("x-lip-mail").GetString());
        Assert.Equal("Kulturbeirat", whole.GetProperty("to")[0].GetProperty("displayName").GetString());
        Assert.Equal("c@rat.example", whole.GetProperty("cc")[0].GetProperty("address").GetString());
        Assert.Equal("b@rat.example", whole.GetProperty("bcc")[0].GetProperty("address").GetString());
        Assert.Equal("r@stadt.example", whole.GetProperty("replyTo")[0].GetProperty("address").GetString());
        Assert.Equal(("Text", "<p>HTML</p>"), (whole.GetProperty("text").GetString(), whole.GetProperty("html").GetString()));
        Assert.Equal(18, whole.GetProperty("attachments")[0].GetProperty("size").GetInt64());
        Assert.Equal("Text", await GetTextAsync(inbox, "/api/mails/1/text"));
        Assert.Equal("<p>HTML</p>", await GetTextAsync(inbox, "/api/mails/1/html"));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/mails/2")]
    [InlineData("/api/mails/1/attachments/0")]
    [InlineData("/api/mails/-1")]
    [InlineData("/api/mails/..%2f..%2faccess-key")]
    [InlineData("/api/mails/%2e%2e/html")]
    [InlineData("/api/mails/00000001.json")]
    [InlineData("/api/mails/99999999999999999999")]
    [InlineData("/mails/..%2faccess-key")]
    [InlineData("/mails/2")]
    [InlineData("/access-key")]
    [InlineData("/mails/../access-key")]
    public async Task Get_NothingThere_Is404(string path)
    {
        var inbox = await StartAsync();
        await SendAsync(inbox, Mail());

        // Sent raw: HttpClient would straighten the dots.
        var answer = await GetRawAsync(inbox, path);

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_HtmlBody_IsFramedWithoutScriptsAndLinksLeaveTheFrame()
    {
        var inbox = await StartAsync();
        var mail = Mail();
        mail.Content.Html = "<p onclick=\"x()\">Zum <a href=\"https://lip.example/a?b=1&amp;c=2\">Entwurf</a> <img src=\"cid:logo\"></p><script>alert(1)</script>";
        mail.Content.PlainText = "Zum Entwurf: https://lip.example/a?b=1&c=2.";
        mail.Attachments.Add(new EmailAttachment("l.png", "image/png", BinaryData.FromBytes(new byte[] { 1, 2, 3 })) { ContentId = "logo" });
        await SendAsync(inbox, mail);

        using var response = await Http.GetAsync(new Uri(inbox.Address, "/mails/1"));
        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        var frame = (IHtmlInlineFrameElement)page.QuerySelector("iframe")!;

        Assert.Equal("allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation", frame.GetAttribute("sandbox"));
        var framed = frame.GetAttribute("srcdoc")!;
        Assert.StartsWith("<base target=\"_blank\">", framed, StringComparison.Ordinal);
        Assert.Contains("href=\"https://lip.example/a?b=1&amp;c=2\"", framed, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,AQID\"", framed, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal("https://lip.example/a?b=1&c=2", page.QuerySelector("pre a")!.GetAttribute("href"));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/mails/1")]
    public async Task Pages_NothingFromElsewhere(string path)
    {
        var inbox = await StartAsync();
        await SendAsync(inbox, Mail());

        var page = await ParseAsync(inbox, path);

        var addresses = page.QuerySelectorAll("[src], link[href]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!);
        Assert.All(addresses, a => Assert.True(a == "data:," || a.StartsWith('/'), a));
        Assert.Equal("de", page.DocumentElement.GetAttribute("lang"));
        Assert.Contains("--ink", await GetTextAsync(inbox, "/inbox.css"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_RenewsItself_OnlyOnDemand()
    {
        var inbox = await StartAsync();

        Assert.Null((await ParseAsync(inbox, "/")).QuerySelector("meta[http-equiv=refresh]"));
        Assert.NotNull((await ParseAsync(inbox, "/?live=1")).QuerySelector("meta[http-equiv=refresh]"));
    }

    private async Task<IHtmlDocument> ParseAsync(InboxServer inbox, string path) => new HtmlParser().ParseDocument(await GetTextAsync(inbox, path));

    private static async Task<string> GetRawAsync(InboxServer inbox, string path)
    {
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(inbox.Address.Host, inbox.Address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {inbox.Address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
