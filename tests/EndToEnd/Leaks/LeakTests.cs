using System.Net.Http.Headers;
using System.Text;
using LipServerless.Domain.Statements;
using LipServerless.Embedded.Demo;
using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Demo;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing;
using LipServerless.Web.Staff;

namespace LipServerless.EndToEnd.Tests.Leaks;

/// <summary>
/// What goes wrong is logged and traced: who it happened to, and what they wrote, is not. A round in which everything that can fail at the
/// door fails once, and storage and mail service behind it.
/// </summary>
public sealed class LeakTests
{
    // Each is found by this word, wherever it turns up.
    private const string Planted = "Zwiebelfisch";

    [Fact]
    public async Task Round_WhereAllSortsOfThingsGoWrong_LeavesNoPersonTextOrTokenInLogsAndTelemetry()
    {
        using var collector = new OtlpCollector();
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.Shared.BlobPort, AzuriteFixture.Shared.TablePort);
        using var run = new Run { Storage = proxy.ConnectionString };
        var play = new RoundPlay();
        var council = RoundPlay.Councils[0];
        var toCouncil = 0;
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string staffKey;
        await using (var life = await HostedLife.StartAsync(run, CancellationToken.None, options => options with
        {
            Settings = new Dictionary<string, string?>(options.Settings) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address },
            // Its invitation comes, its receipt does not. As the service says it: with address and subject.
            InboxFault = attempt =>
            {
                if (!attempt.To.Contains(council.Emails![0]) || Interlocked.Increment(ref toCouncil) == 1)
                    return null;
                refused.TrySetResult();
                return InboxFault.Refuse(400, "InvalidRecipient", $"{string.Join(',', attempt.To)} of '{attempt.Subject}' {Planted} is not accepted.");
            },
        }))
        {
            staffKey = life.StaffKey;
            foreach (var act in play.Acts.Take(2))
            {
                await life.ReachAsync(act.At, CancellationToken.None);
                await act.PlayAsync(life, CancellationToken.None);
            }

            await refused.Task.WaitAsync(TimeSpan.FromMinutes(1));
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = life.Address };
            var link = (await life.LinkAsync(MailKind.Invitation, council.Emails![0], RoundPlay.Start, 'b', CancellationToken.None)).AbsolutePath;
            await AtTheDoorAsync(http, link, staffKey);

            // Storage is away while somebody reads, submits and staff ask.
            var page = await life.OpenAsync(MailKind.Invitation, council.Emails[0], RoundPlay.Start, CancellationToken.None);
            proxy.Rule = _ => Fault.Answer(500);
            await Assert.ThrowsAsync<DemoFailedException>(() => page.SubmitAsync(new StatementContent { Overall = $"{Planted} im Text, der nicht ankommt." }, CancellationToken.None));
            using (var asked = Request(HttpMethod.Get, "api/rounds", staffKey))
            using (var answer = await http.SendAsync(asked))
                Assert.Equal(500, (int)answer.StatusCode);
            proxy.Rule = null;
        }

        var inbox = Path.Combine(run.Folder, "inbox");
        var tokens = Traces.Tokens(inbox);
        var log = await File.ReadAllTextAsync(Path.Combine(run.Folder, "logs", "host.log"));
        var sent = string.Concat(collector.Received.Values);

        // What went wrong is there.
        Assert.Contains("was refused for good", log, StringComparison.Ordinal);
        Assert.Contains(" Error ", log, StringComparison.Ordinal);
        Assert.Contains("ReplySubmit", collector.Received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("ReplySubmit", collector.Received["/v1/metrics"], StringComparison.Ordinal);
        Assert.True(tokens.Count >= 28);

        string[] secrets = [Planted, staffKey, StaffDirectory.HashOf(staffKey), .. tokens, .. Traces.NamesAndAddresses(), .. Traces.Sentences(), .. RoundPlay.Roster.Bodies.SelectMany(body => body.Emails ?? [])];
        Assert.Empty(Traces.In(log, secrets));
        Assert.Empty(Traces.In(sent, secrets));
    }

    private static async Task AtTheDoorAsync(HttpClient http, string link, string staffKey)
    {
        foreach (var path in (string[])[
            $"b/{Planted}", $"s/{Planted}{new string('x', 40)}", $"o/..%2f{Planted}", $"{link}/files/{Planted}", $"{link}/receipt/{Planted}", $"{link}?sprache={Planted}", $"info/{Planted}",
            $"dashboard/sign-in?code={Planted}", $"api/rounds/{Planted}", $"{Planted}/{Planted}"])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }

        var multipart = new MultipartFormDataContent { { new StringContent(Planted), "overall" } };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"<html>{Planted}"));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "anhang", FileName = $"\"{Planted}.html\"" };
        multipart.Add(file);
        foreach (var (path, content) in (IEnumerable<(string, HttpContent)>)[
            (link, multipart),
            (link, Form(("overall", Planted), ("formToken", Planted), ("action", "submit"))),
            (link, Text($"--{Planted}", $"multipart/form-data; boundary={Planted}")),
            ($"{link}/draft", Text($$$"""{"fields":{"overall":"{{{Planted}}}""", "application/json")),
            ($"{link}/draft", Text($$$"""{"formToken":"x","fields":{"overall":["{{{Planted}}}"]}}""", "application/json")),
            ($"{link}/more-time", Form(("grund", Planted), ("bis", Planted))),
            ("new-link", Form(("token", Planted))),
            ("dashboard/sign-in", Form(("key", Planted))),
            ("dashboard/sign-in", Text(Planted, "multipart/form-data; boundary=x")),
            ("api/mail/events", Text($$$"""[{"id":"{{{Planted}}}"}]""", "application/json")),
            ("api/mail/events", Text($$$"""[{"id":"{{{Planted}}}"}]""", "application/json"))])
        {
            using var request = Request(HttpMethod.Post, path, Planted);
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Planted}.{Planted}.{Planted}");
            request.Content = content;
            using var answer = await http.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }

        var entry = $"api/rounds/{RoundPlay.RoundId}/bodies/{RoundPlay.Councils[3].Id}/statements";
        foreach (var (path, json) in (IEnumerable<(string, string)>)[
            (entry, $$$"""{"channel":"{{{Planted}}}","receivedOn":"{{{Planted}}}","statement":{}}"""),
            (entry, $$$"""{"channel":"Post","receivedOn":"2026-03-10","statement":{"views":[{"paragraphId":"{{{Planted}}}","comment":"{{{Planted}}}"}]}}"""),
            ($"api/rounds/{RoundPlay.RoundId}/extensions", $$$"""{"bodyId":"{{{Planted}}}","lastDay":"2026-13-99","reason":"{{{Planted}}}"}"""),
            ($"api/rounds/{RoundPlay.RoundId}/close", $$$"""{"{{{Planted}}}":"{{{Planted}}}"}"""),
            ($"api/rounds/{Planted}/close", $$$"""{"reason":"{{{Planted}}}"}""")])
        {
            using var request = Request(HttpMethod.Post, path, staffKey);
            request.Content = Text(json, "application/json");
            using var answer = await http.SendAsync(request);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string key)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add(StaffGate.KeyHeader, key);
        request.Headers.TryAddWithoutValidation("Referer", $"https://{Planted}.example/");
        request.Headers.TryAddWithoutValidation("User-Agent", Planted);
        request.Headers.TryAddWithoutValidation("Cookie", $"{StaffSession.CookieName}={Planted}");
        return request;
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static ByteArrayContent Text(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
