using System.Text;
using System.Text.Json.Nodes;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Delivery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Web.Tests.Delivery;

/// <summary>The web hook for delivery reports: who is heard, the handshake, and what is wrong with an event.</summary>
public sealed class MailEventsFunctionTests
{
    private const string Invitation = $"{RoundTableId}.Invitation.0";
    private const string Address = $"{RoundTableId}@example.org";

    private readonly TestOffice office = new();
    private readonly Sender sender = new();

    [Theory]
    [InlineData(SenderStanding.Unknown, 401)]
    [InlineData(SenderStanding.NotConfigured, 404)]
    [InlineData(SenderStanding.CannotTell, 503)]
    public async Task Post_BySomebodyElse_IsRefusedUnread(SenderStanding standing, int status)
    {
        sender.Verdict = new(standing, "for a reason");

        Assert.Equal(status, (await PostAsync("not even JSON")).Status);
    }

    [Fact]
    public async Task Post_Handshake_AnswersTheCodeAlone()
    {
        var answer = await PostAsync("""
            [{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6","validationUrl":"https://rp-germanywestcentral.eventgrid.azure.net/…"}}]
            """);

        Assert.Equal((200, """{"validationResponse":"512d38b6"}"""), answer);
    }

    [Fact]
    public async Task Post_Report_IsTaken()
    {
        var (round, report) = await SentAsync();

        var answer = await PostAsync(new JsonArray(report).ToJsonString());

        Assert.Equal((200, """{"taken":1,"ignored":0}"""), answer);
        Assert.Equal(DeliveryStatus.Bounced, Assert.Single((await office.ReadAsync(round)).Mail(Invitation)!.Deliveries).Status);
    }

    [Fact]
    public async Task Post_OtherTypesAndUnknownMails_AreAcknowledged()
    {
        var (_, report) = await SentAsync();
        report["data"]!["messageId"] = Guid.NewGuid().ToString();
        var other = new JsonObject { ["id"] = "2", ["eventType"] = "Microsoft.Communication.EmailEngagementTrackingReportReceived", ["data"] = new JsonObject() };

        Assert.Equal((200, """{"taken":1,"ignored":1}"""), await PostAsync(new JsonArray(report, other).ToJsonString()));
    }

    [Fact]
    public async Task Post_AWordTheServiceHasLearned_CountsAsNotDelivered()
    {
        var (round, report) = await SentAsync();
        report["data"]!["status"] = "Greylisted";

        Assert.Equal(200, (await PostAsync(new JsonArray(report).ToJsonString())).Status);
        Assert.Equal(DeliveryStatus.Failed, Assert.Single((await office.ReadAsync(round)).Mail(Invitation)!.Deliveries).Status);
    }

    [Fact]
    public async Task Post_TheFieldAsItsLibrariesSpellIt_IsRead()
    {
        var (round, report) = await SentAsync();
        var data = report["data"]!.AsObject();
        data["deliveryAttemptTimestamp"] = data["deliveryAttemptTimeStamp"]!.DeepClone();
        data.Remove("deliveryAttemptTimeStamp");

        Assert.Equal(200, (await PostAsync(new JsonArray(report).ToJsonString())).Status);
        Assert.Single((await office.ReadAsync(round)).Mail(Invitation)!.Deliveries);
    }

    [Theory]
    [InlineData("messageId", "\"no-guid\"")]
    [InlineData("messageId", "7")]
    [InlineData("recipient", "\"a@example.org\\r\\nBcc: b@example.org\"")]
    [InlineData("recipient", "\"nobody\"")]
    [InlineData("recipient", null)]
    [InlineData("status", "\"\"")]
    [InlineData("status", "\"3\"")]
    [InlineData("status", "[]")]
    [InlineData("deliveryAttemptTimeStamp", "\"yesterday\"")]
    [InlineData("deliveryAttemptTimeStamp", null)]
    public async Task Post_AFieldIsWrong_NamesItAndStoresNothing(string field, string? json)
    {
        var (round, good) = await SentAsync();
        var bad = good.DeepClone();
        if (json is null)
            bad["data"]!.AsObject().Remove(field);
        else
            bad["data"]![field] = JsonNode.Parse(json);

        var (status, body) = await PostAsync(new JsonArray(good, bad).ToJsonString());

        Assert.Equal(400, status);
        Assert.Equal($"[1].data.{field}", JsonNode.Parse(body)!["errors"]![0]!["field"]!.GetValue<string>());
        Assert.DoesNotContain("example.org", body, StringComparison.Ordinal);
        Assert.Empty((await office.ReadAsync(round)).Mail(Invitation)!.Deliveries);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("{}", "$")]
    [InlineData("[7]", "[0]")]
    [InlineData("""[{"eventType":"x","data":{}}]""", "[0].id")]
    [InlineData("""[{"id":"1","eventType":"x"}]""", "[0].data")]
    [InlineData("""[{"id":"1","data":{}}]""", "[0].eventType")]
    [InlineData("""[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"a\nb"}}]""", "[0].data.validationCode")]
    public async Task Post_NoEvents_NamesWhatIsMissing(string body, string field)
    {
        var (status, answer) = await PostAsync(body);

        Assert.Equal(400, status);
        Assert.Equal(field, JsonNode.Parse(answer)!["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_MoreThanAMebibyte_IsNotRead(bool saysSo)
    {
        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => PostAsync(new string(' ', (1024 * 1024) + 1), saysSo));

        Assert.Equal(413, refused.StatusCode);
    }

    private async Task<(string Round, JsonObject Report)> SentAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        var view = await office.ReadAsync(round);
        var operation = Activities.Mails.OperationIds.Of(view.Round, Invitation);
        await office.PutAsync(round, new MailRecord
        {
            Recipient = RoundTableId,
            Owner = RoundTableId,
            Kind = MailKind.Invitation,
            DueAt = office.Clock.GetUtcNow(),
            State = MailState.Sent,
            SentAt = office.Clock.GetUtcNow(),
            OperationId = operation,
        });
        await office.Deliveries.PutAsync(operation, new MailPlace(round, Invitation), default);
        return (round, new JsonObject
        {
            ["id"] = "00000000-0000-0000-0000-000000000001",
            ["topic"] = "/subscriptions/…",
            ["subject"] = $"sender/beteiligung@example.org/message/{operation}",
            ["eventType"] = "Microsoft.Communication.EmailDeliveryReportReceived",
            ["eventTime"] = "2026-03-02T08:00:07Z",
            ["dataVersion"] = "1.0",
            ["metadataVersion"] = "1",
            ["data"] = new JsonObject
            {
                ["sender"] = "beteiligung@example.org",
                ["recipient"] = Address,
                ["messageId"] = operation.ToString(),
                ["status"] = "Bounced",
                ["deliveryStatusDetails"] = new JsonObject { ["statusMessage"] = "550 5.1.1 unknown" },
                ["deliveryAttemptTimeStamp"] = "2026-03-02T08:00:06.1234567+00:00",
            },
        });
    }

    private async Task<(int Status, string Body)> PostAsync(string body, bool saysItsLength = true)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var bytes = Encoding.UTF8.GetBytes(body);
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Method = "POST";
        http.Request.Body = new MemoryStream(bytes);
        http.Request.ContentLength = saysItsLength ? bytes.Length : null;
        http.Response.Body = answer;
        var take = new TakeDeliveryReport(
            office.Store, office.Contacts, office.Deliveries, office.Suppressed, office.Secret, office.Clock, NullLogger<TakeDeliveryReport>.Instance);
        var function = new MailEventsFunction(sender, take, NullLogger<MailEventsFunction>.Instance);

        await (await function.Post(http.Request, default)).ExecuteAsync(http);

        return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private sealed class Sender : IEventSenderCheck
    {
        public SenderVerdict Verdict { get; set; } = new(SenderStanding.Known);

        public Task<SenderVerdict> CheckAsync(string? authorization, CancellationToken cancellationToken) => Task.FromResult(Verdict);
    }
}
