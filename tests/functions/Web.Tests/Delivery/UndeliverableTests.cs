using System.Text.Json.Nodes;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Delivery;

/// <summary>
/// Over the wire from end to end: a mail comes back, Event Grid reports it, the dashboard shows it, reminders stop, staff mend the address,
/// the invitation goes out again, and reminders go on.
/// </summary>
[Collection(Moving.Name)]
public sealed class UndeliverableTests(ApiHost host) : IDisposable
{
    private const string Body = "runder-tisch";
    private const string Dead = "runder.tisch@tot.example";

    public void Dispose() => host.Host.Inbox.Behaviour = new();

    [Fact]
    public async Task Bounce_ShowsAndStopsReminders_MendingAsksAgainAndTheyGoOn()
    {
        host.Host.Inbox.Behaviour = new() { Recipients = [new RecipientRule("@tot.example", DeliveryOutcome.BouncedLater)], ReportsTwice = true, ReportsNewestFirst = true };
        var roundId = await StartAsync();
        var desk = new Desk(host);

        // What came back shows, with what to do.
        Assert.Equal($"{Body}.Invitation.0", (await OverviewAsync(roundId))["undeliverable"]!["mailId"]!.GetValue<string>());
        var page = (await desk.GetAsync($"dashboard/rounds/{roundId}")).Page;
        Assert.Contains("Nachrichten kommen nicht an", page.Words, StringComparison.Ordinal);
        Assert.Contains("zurückgekommen", page.Words, StringComparison.Ordinal);
        Assert.Contains("Nachrichten kommen nicht an", (await desk.GetAsync("dashboard")).Page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("tot.example", page.Words, StringComparison.Ordinal);
        Assert.False((await OverviewAsync(roundId))["invitationArrived"]!.GetValue<bool>());
        Assert.Contains("Uhr zugestellt", page.Words, StringComparison.Ordinal); // The others'.

        // Two reminders fall due, and none is written.
        await host.MoveToAsync(await DeadlineAsync(roundId, -13));
        Assert.Empty(await MailsAsync(roundId, MailKind.Reminder));
        Assert.Single(Arrived(roundId, "Reminder"), "beirat-mitte");

        // The office corrects the address.
        var form = await desk.GetAsync($"dashboard/rounds/{roundId}/bodies/{Body}/contact");
        Assert.Contains(Dead, form.Page.Page.QuerySelector("#emails")!.TextContent, StringComparison.Ordinal);
        var fields = form.Page.Fields("main form");
        fields["emails"] = "neu@example.org\nnoch eine";
        var refused = await desk.PostAsync($"dashboard/rounds/{roundId}/bodies/{Body}/contact", fields);
        Assert.Equal(400, refused.Status);
        Assert.Contains("noch", refused.Page.Page.QuerySelector("#emails")!.TextContent, StringComparison.Ordinal);
        fields["emails"] = "neu@example.org";
        Assert.Equal(303, (await desk.PostAsync($"dashboard/rounds/{roundId}/bodies/{Body}/contact", fields)).Status);
        await host.IdleAsync();

        var again = Assert.Single(host.Host.Inbox.Mails, mail => mail.Headers["x-lip-mail"] == $"{Body}/Invitation/{roundId}/1");
        Assert.Equal("neu@example.org", Assert.Single(again.To).Address);
        var mendedOverview = await OverviewAsync(roundId);
        Assert.Null(mendedOverview["undeliverable"]);
        Assert.True(mendedOverview["invitationArrived"]!.GetValue<bool>());
        Assert.DoesNotContain("Nachrichten kommen nicht an", (await desk.GetAsync($"dashboard/rounds/{roundId}")).Page.Words, StringComparison.Ordinal);
        Assert.Empty(await MailsAsync(roundId, MailKind.Reminder));

        // The next reminder comes, and no other one is made up for.
        await host.MoveToAsync(await DeadlineAsync(roundId, -6));
        Assert.Equal([DeliveryStatus.Delivered], Assert.Single(await MailsAsync(roundId, MailKind.Reminder)).Deliveries.Select(d => d.Status));

        var log = (await host.GetAsync($"api/rounds/{roundId}/log")).Json;
        Assert.True(log["intact"]!.GetValue<bool>());
        var mended = log["entries"]!.AsArray().Single(entry => entry!["verb"]!.GetValue<string>() == AuditVerb.ContactMended)!;
        Assert.Equal("Ada Probe", mended["who"]!.GetValue<string>());
        Assert.DoesNotContain("@", log.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThroughTheApi_ByPost_AndFaultsAreNamed()
    {
        var roundId = await StartAsync();
        var at = $"api/rounds/{roundId}/bodies/{Body}/contact";

        Assert.Equal(["emails[1]"], (await PutAsync(at, """{"emails":["a@example.org","b\r\n@example.org"]}""")).MustBeProblem(400).Fields);
        Assert.Equal(["unchanged"], (await PutAsync(at, """{"unchanged":true,"emails":["a@example.org"]}""")).MustBeProblem(400).Fields);
        Assert.Equal(["emails"], (await PutAsync(at, "{}")).MustBeProblem(400).Fields);
        (await PutAsync($"api/rounds/{roundId}/bodies/fremd/contact", """{"unchanged":true}""")).MustBeProblem(404);
        Assert.Equal(204, (await PutAsync(at, """{"emails":[],"postalAddress":"Rathausplatz 1\n30159 Hannover"}""")).Status);
        await host.IdleAsync();

        Assert.Equal(MailState.Letter, (await host.ReadAsync(roundId)).Mail($"{Body}.Invitation.1")!.State);
    }

    [Fact]
    public async Task SteeringGroup_IsShownAndMended()
    {
        host.Host.Inbox.Behaviour = new() { Recipients = [new RecipientRule("@tot.example", DeliveryOutcome.Bounced)] };
        var settings = host.Settings();
        settings["steeringGroup"]!["emails"] = new JsonArray("lenkung@tot.example");
        var roundId = await host.StartAsync(settings);
        var desk = new Desk(host);
        var at = $"dashboard/rounds/{roundId}/bodies/lenkungsgruppe/contact";
        Assert.NotNull((await desk.GetAsync($"dashboard/rounds/{roundId}")).Page.Page.QuerySelector($"a[href='/{at}']"));

        var fields = (await desk.GetAsync(at)).Page.Fields("main form");
        fields["emails"] = "lenkung@example.org";
        Assert.Equal(303, (await desk.PostAsync(at, fields)).Status);

        var again = Assert.Single(host.Host.Inbox.Mails, mail => mail.Headers["x-lip-mail"] == $"lenkungsgruppe/SteeringReading/{roundId}/1");
        Assert.Equal("lenkung@example.org", Assert.Single(again.To).Address);
    }

    private async Task<string> StartAsync()
    {
        var settings = host.Settings();
        settings["reminders"] = new JsonObject { ["daysBefore"] = new JsonArray(21, 14, 7) };
        settings["bodies"]![1]!["emails"] = new JsonArray(Dead);
        return await host.StartAsync(settings);
    }

    private async Task<DateOnly> DeadlineAsync(string roundId, int days) =>
        LocalTime.LastDayBefore((await host.BodyAsync(roundId, Body)).Deadline, LocalTime.DefaultZone).AddDays(days);

    private async Task<JsonNode> OverviewAsync(string roundId) =>
        (await host.GetAsync($"api/rounds/{roundId}")).Json["bodies"]!.AsArray().Single(body => body!["bodyId"]!.GetValue<string>() == Body)!;

    private async Task<IReadOnlyList<MailRecord>> MailsAsync(string roundId, MailKind kind) =>
        [.. (await host.ReadAsync(roundId)).Mails.Where(mail => mail.Recipient == Body && mail.Kind == kind)];

    private IEnumerable<string> Arrived(string roundId, string kind) =>
        host.Host.Inbox.Mails.Select(mail => mail.Headers["x-lip-mail"].Split('/')).Where(mark => mark[1] == kind && mark[2] == roundId).Select(mark => mark[0]).Distinct();

    private async Task<ApiAnswer> PutAsync(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Staff.PutAsync(path, content);
        return await ApiAnswer.OfAsync(response);
    }
}
