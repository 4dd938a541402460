using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;

namespace LipServerless.Embedded.Tests.Inbox;

/// <summary>The page "Störungen" and the delivery reports on a mail's page, used as a person would.</summary>
public sealed class InboxBehaviourPagesTests : InboxTestBase
{
    [Fact]
    public async Task Behaviour_FormSaved_IsInForceAndShownAgain()
    {
        var inbox = await StartAsync(behaviour: new() { Recipients = [new("kv@rat.example", DeliveryOutcome.Bounced)] });
        var fields = Fields(await ParseAsync(inbox, "/behaviour"), "/behaviour");
        fields["throttleNext"] = " 3 ";
        fields["sendsPerMinute"] = "30";
        fields["reportsTwice"] = "on";
        fields["operationReuse"] = "Refuse400";

        var shown = await PostAsync(inbox, "/behaviour", fields);

        Assert.Equal("Gespeichert.", shown.QuerySelector("[role=status]")!.TextContent);
        var now = inbox.Behaviour;
        Assert.Equal((3, 30, null, true, OperationReuse.Refuse400), (now.ThrottleNext, now.SendsPerMinute, now.StatusReadsPerMinute, now.ReportsTwice, now.OperationReuse));
        Assert.Equal("kv@rat.example", Assert.Single(now.Recipients).Address);
        Assert.Equal(("3", true), (Input(shown, "throttleNext").Value, Input(shown, "reportsTwice").IsChecked));
        Assert.NotNull((await ParseAsync(inbox, "/")).QuerySelector(".alert a[href='/behaviour']"));

        var quiet = await PostAsync(inbox, "/behaviour/reset", []);
        Assert.True(inbox.Behaviour.IsOrdinary);
        Assert.Equal("0", Input(quiet, "throttleNext").Value);
        Assert.Null((await ParseAsync(inbox, "/")).QuerySelector(".alert"));
    }

    [Fact]
    public async Task Behaviour_UnchangedFormSaved_ChangesNothing()
    {
        var inbox = await StartAsync(behaviour: new() { StatusReadsPerMinute = 0, OperationReuse = OperationReuse.DeliverAgain, ReportsPerRequest = 7 });
        var before = await GetTextAsync(inbox, "/api/behaviour");

        await PostAsync(inbox, "/behaviour", Fields(await ParseAsync(inbox, "/behaviour"), "/behaviour"));

        Assert.Equal(before, await GetTextAsync(inbox, "/api/behaviour"));
    }

    [Theory]
    [InlineData("throttleNext", "viele")]
    [InlineData("refuseStatus", "200")]
    [InlineData("failCode", "")]
    [InlineData("reportsPerRequest", "0")]
    [InlineData("sendsPerMinute", "-1")]
    public async Task Behaviour_BadValue_IsNamedAtItsFieldAndWhatWasTypedStays(string field, string typed)
    {
        var inbox = await StartAsync();
        var fields = Fields(await ParseAsync(inbox, "/behaviour"), "/behaviour");
        fields[field] = typed;
        fields["stayRunningNext"] = "9";

        var shown = await PostAsync(inbox, "/behaviour", fields, HttpStatusCode.BadRequest);

        Assert.True(inbox.Behaviour.IsOrdinary);
        Assert.NotNull(shown.QuerySelector($".alert a[href='#{field}']"));
        Assert.Equal((typed, "true"), (Input(shown, field).Value, Input(shown, field).GetAttribute("aria-invalid")));
        Assert.NotNull(shown.GetElementById($"{field}-fault"));
        Assert.Equal("9", Input(shown, "stayRunningNext").Value);
    }

    [Fact]
    public async Task Recipients_AddedReplacedAndRemoved()
    {
        var inbox = await StartAsync();

        await PostAsync(inbox, "/behaviour/recipients", new() { ["address"] = " @rat.example ", ["outcome"] = "Quarantined" });
        await PostAsync(inbox, "/behaviour/recipients", new() { ["address"] = "@RAT.example", ["outcome"] = "Bounced" });
        var added = inbox.Behaviour.Recipients;
        var wrong = await PostAsync(inbox, "/behaviour/recipients", new() { ["address"] = "<b>kein", ["outcome"] = "Bounced" }, HttpStatusCode.BadRequest);
        var empty = await PostAsync(inbox, "/behaviour/recipients/remove", new() { ["address"] = "@rat.example" });

        Assert.Equal([new RecipientRule("@RAT.example", DeliveryOutcome.Bounced)], added);
        Assert.Equal(("<b>kein", "true"), (Input(wrong, "rule-address").Value, Input(wrong, "rule-address").GetAttribute("aria-invalid")));
        Assert.Empty(inbox.Behaviour.Recipients);
        Assert.Contains("Keine Regel", empty.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_ReportedAsUndeliverable_ShowsOnItsPageAndInTheListAndSuppresses()
    {
        var inbox = await StartAsync();
        await SendAsync(inbox, Mail());
        var page = await ParseAsync(inbox, "/mails/1");
        Assert.Contains("zugestellt", page.QuerySelector("#zustellung .reports")!.TextContent, StringComparison.Ordinal);

        var after = await PostAsync(inbox, "/mails/1/reports", Fields(page, "/mails/1/reports"));

        Assert.Equal(["zugestellt", "unzustellbar"], after.QuerySelectorAll("#zustellung .reports strong").Select(e => e.TextContent));
        Assert.Equal("unzustellbar", (await ParseAsync(inbox, "/")).QuerySelector(".failed")!.TextContent);
        Assert.Equal(DeliveryStatus.Bounced, inbox.Reports[0].Status);
        var behaviour = await ParseAsync(inbox, "/behaviour");
        Assert.Contains("kv@rat.example", behaviour.QuerySelector("[aria-labelledby=h-suppressed]")!.TextContent, StringComparison.Ordinal);

        await PostAsync(inbox, "/behaviour/suppressions/remove", new() { ["address"] = "kv@rat.example" });
        await SendAsync(inbox, Mail());
        Assert.Equal(DeliveryStatus.Delivered, inbox.Reports[0].Status);
    }

    [Theory]
    [InlineData("/mails/1/reports", "address=x%40rat.example&outcome=Bounced")]
    [InlineData("/mails/1/reports", "address=kv%40rat.example&outcome=7")]
    [InlineData("/mails/1/reports", "")]
    [InlineData("/mails/2/reports", "address=kv%40rat.example&outcome=Bounced")]
    public async Task MailReport_NothingToReport_IsRefused(string path, string form)
    {
        var inbox = await StartAsync();
        await SendAsync(inbox, Mail());

        using var response = await Http.PostAsync(new Uri(inbox.Address, path), new StringContent(form, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Single(inbox.Reports);
    }

    [Theory]
    [InlineData("/behaviour")]
    [InlineData("/behaviour/reset")]
    [InlineData("/mails/1/reports")]
    public async Task Forms_FromAnotherSite_AreRefused(string path)
    {
        var inbox = await StartAsync(behaviour: new() { FailNext = 1 });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(inbox.Address, path));
        request.Content = new FormUrlEncodedContent([]);
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(1, inbox.Behaviour.FailNext);
    }

    [Fact]
    public async Task Behaviour_HookRefuses_SaysSo()
    {
        await using var hook = await TestHook.StartAsync();
        hook.Answer = call => call.IsHandshake ? TestHook.Good(call) : (403, "");
        var inbox = await StartAsync();
        inbox.Subscribe(hook.Address);
        await SendAsync(inbox, Mail());
        await SettledAsync(inbox);

        var section = (await ParseAsync(inbox, "/behaviour")).QuerySelector("[aria-labelledby=h-hook]")!;
        var mail = (await ParseAsync(inbox, "/mails/1")).QuerySelector("#zustellung .reports")!.TextContent;
        hook.Answer = TestHook.Good;
        await PostAsync(inbox, "/behaviour/reports/again", []);
        await SettledAsync(inbox);

        Assert.Contains("0 gemeldet, 0 noch nicht, 1 verworfen", section.TextContent, StringComparison.Ordinal);
        Assert.Contains("verworfen: Die Anwendung hat mit 403 geantwortet", mail, StringComparison.Ordinal);
        Assert.Equal(ReportState.Acknowledged, inbox.Reports[0].State);
    }

    private static IHtmlInputElement Input(IHtmlDocument page, string id) => (IHtmlInputElement)page.GetElementById(id)!;

    /// <summary>What a browser would send from a form that nobody has touched.</summary>
    private static Dictionary<string, string> Fields(IHtmlDocument page, string action)
    {
        var form = page.QuerySelector($"form[action='{action}']")!;
        var inputs = form.QuerySelectorAll("input[name]").Cast<IHtmlInputElement>().Where(i => i.Type != "checkbox" || i.IsChecked).Select(i => (i.Name!, i.Value));
        var selects = form.QuerySelectorAll("select").Cast<IHtmlSelectElement>().Select(s => (s.Name!, s.Value ?? ""));
        return inputs.Concat(selects).ToDictionary();
    }

    private async Task<IHtmlDocument> PostAsync(InboxServer inbox, string path, Dictionary<string, string> fields, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Http.PostAsync(new Uri(inbox.Address, path), new FormUrlEncodedContent(fields));
        Assert.Equal(status, response.StatusCode);
        return new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    private async Task<IHtmlDocument> ParseAsync(InboxServer inbox, string path) => new HtmlParser().ParseDocument(await GetTextAsync(inbox, path));
}
