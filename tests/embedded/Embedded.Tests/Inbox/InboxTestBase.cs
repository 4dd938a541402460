using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;

namespace LipServerless.Embedded.Tests.Inbox;

/// <summary>A folder of its own for each test, inboxes in it, and the means to talk to them.</summary>
public abstract class InboxTestBase : IAsyncLifetime
{
    protected const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    protected const string SendPath = "/emails:send?api-version=2025-09-01";
    protected const string MinimalBody = """{"senderAddress":"a@b.example","content":{"subject":"s","plainText":"t"},"recipients":{"to":[{"address":"c@d.example"}]}}""";

    private readonly List<IAsyncDisposable> started = [];

    protected string Folder { get; } = Path.Combine(Path.GetTempPath(), $"lip-inbox-{Guid.NewGuid():N}");

    protected HttpClient Http { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Http.Dispose();
        foreach (var inbox in started) await inbox.DisposeAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    protected async Task<InboxServer> StartAsync(
        OperationReuse reuse = OperationReuse.Replay202, Func<InboxAttempt, InboxFault?>? fault = null, int? sendsPerMinute = null,
        int runningPolls = 0, TimeProvider? clock = null, TimeProvider? systemClock = null, InboxBehaviour? behaviour = null, TimeSpan? webHookPatience = null)
    {
        var inbox = await InboxServer.StartAsync(
            new InboxOptions
            {
                Folder = Folder,
                AccessKey = Key,
                Reuse = reuse,
                Fault = fault,
                SendsPerMinute = sendsPerMinute,
                RunningPolls = runningPolls,
                PollAfter = TimeSpan.Zero,
                Clock = clock ?? TimeProvider.System,
                SystemClock = systemClock ?? TimeProvider.System,
                Behaviour = behaviour,
                WebHookPatience = webHookPatience ?? TimeSpan.FromSeconds(30),
            },
            CancellationToken.None);
        started.Add(inbox);
        return inbox;
    }

    /// <summary>Waits until no report is waiting.</summary>
    protected static Task SettledAsync(InboxServer inbox) => inbox.WhenReportsSettledAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

    protected async Task StopAsync(InboxServer inbox)
    {
        started.Remove(inbox);
        await inbox.DisposeAsync();
    }

    protected async Task<HttpResponseMessage> SendJsonAsync(InboxServer inbox, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(inbox.Address, path));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await Http.SendAsync(request);
    }

    protected static EmailClient Client(InboxServer inbox, int retries = 0) =>
        new(inbox.ConnectionString, new EmailClientOptions { Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) } });

    protected static EmailMessage Mail(string subject = "Einladung", string to = "kv@rat.example", string? name = null) =>
        new("lip@stadt.example", new EmailRecipients([new EmailAddress(to, name)]), new EmailContent(subject) { PlainText = "Guten Tag", Html = "<p>Guten Tag</p>" });

    /// <summary>Sends a request signed by hand, so that each part of it can be spoiled.</summary>
    protected async Task<HttpResponseMessage> SendRawAsync(
        InboxServer inbox, string body, string pathAndQuery = SendPath, string key = Key, DateTimeOffset? date = null, string dateHeader = "date",
        string? signedBody = null, string? operationId = null, string contentType = "application/json", string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(inbox.Address, pathAndQuery));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(signedBody ?? body)));
        var time = (date ?? TimeProvider.System.GetUtcNow()).ToString("r", CultureInfo.InvariantCulture);
        var text = $"POST\n{pathAndQuery}\n{time};{inbox.Address.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.ASCII.GetBytes(text)));
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation(dateHeader, time);
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? $"HMAC-SHA256 SignedHeaders={dateHeader};host;x-ms-content-sha256&Signature={signature}");
        if (operationId is not null) request.Headers.TryAddWithoutValidation("Operation-Id", operationId);
        return await Http.SendAsync(request);
    }

    protected async Task<JsonElement> GetJsonAsync(InboxServer inbox, string path) =>
        JsonElement.Parse(await Http.GetStringAsync(new Uri(inbox.Address, path)));

    protected Task<string> GetTextAsync(InboxServer inbox, string path) => Http.GetStringAsync(new Uri(inbox.Address, path));

    protected static Task<EmailSendOperation> SendAsync(InboxServer inbox, EmailMessage mail, Guid? operationId = null, int retries = 0) =>
        Client(inbox, retries).SendAsync(WaitUntil.Started, mail, operationId ?? Guid.NewGuid());
}
