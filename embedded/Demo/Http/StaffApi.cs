using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Overview;
using LipServerless.Web.Staff;

namespace LipServerless.Embedded.Demo.Http;

/// <summary>The project office at the staff API, as any client would call it.</summary>
internal sealed class StaffApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    private readonly HttpClient http;

    public StaffApi(Uri address, string key)
    {
        http = new HttpClient { BaseAddress = new Uri(address, "api/") };
        http.DefaultRequestHeaders.Add(StaffGate.KeyHeader, key);
    }

    /// <summary>Starts the first round.</summary>
    public Task<StartedRound> StartAsync(DraftFile draft, SettingsFile settings, CancellationToken cancellationToken) =>
        UploadAsync("rounds", draft, settings, cancellationToken);

    /// <summary>Hands in the revised draft, which starts the next round.</summary>
    public Task<StartedRound> ReviseAsync(string roundId, DraftFile draft, SettingsFile settings, CancellationToken cancellationToken) =>
        UploadAsync($"rounds/{roundId}/revisions", draft, settings, cancellationToken);

    /// <summary>All rounds.</summary>
    public async Task<IReadOnlyList<RoundOverview>> ListAsync(CancellationToken cancellationToken) =>
        (await GetAsync<RoundList>("rounds", cancellationToken)).Rounds;

    /// <summary>One round's state.</summary>
    public Task<RoundOverview> ReadAsync(string roundId, CancellationToken cancellationToken) =>
        GetAsync<RoundOverview>($"rounds/{roundId}", cancellationToken);

    /// <summary>Its draft in paragraphs.</summary>
    public Task<Draft> DraftAsync(string roundId, CancellationToken cancellationToken) => GetAsync<Draft>($"rounds/{roundId}/draft", cancellationToken);

    /// <summary>Whether the chain of its log verifies.</summary>
    public async Task<bool> LogIsIntactAsync(string roundId, CancellationToken cancellationToken) =>
        (await GetAsync<RoundLog>($"rounds/{roundId}/log", cancellationToken)).Intact;

    /// <summary>Its frozen synopsis.</summary>
    public Task<Synopsis> SynopsisAsync(string roundId, CancellationToken cancellationToken) =>
        GetAsync<Synopsis>($"rounds/{roundId}/synopsis?format=json", cancellationToken);

    /// <summary>The synopsis in another form: <c>html</c> or <c>csv</c>.</summary>
    public async Task<string> SynopsisAsync(string roundId, string format, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"rounds/{roundId}/synopsis?format={format}", null, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Enters a statement that came by another way; answers its receipt number.</summary>
    public async Task<string> EnterAsync(
        string roundId, string bodyId, Channel channel, DateOnly receivedOn, StatementContent statement, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(new { channel, receivedOn, statement }, options: Json);
        using var answer = await SendAsync(HttpMethod.Post, $"rounds/{roundId}/bodies/{bodyId}/statements", body, cancellationToken);
        return (await ReadAsync<EnteredStatement>(answer, cancellationToken)).ReceiptNumber;
    }

    /// <summary>Extends one body's deadline.</summary>
    public Task ExtendAsync(string roundId, string bodyId, DateOnly lastDay, string reason, CancellationToken cancellationToken) =>
        PostAsync($"rounds/{roundId}/extensions", new { bodyId, lastDay, reason }, cancellationToken);

    /// <summary>Closes one body before its deadline.</summary>
    public Task CloseAsync(string roundId, string bodyId, string reason, CancellationToken cancellationToken) =>
        PostAsync($"rounds/{roundId}/close", new { bodyId, reason }, cancellationToken);

    /// <summary>Revokes a body's link; a new one goes to the address on file.</summary>
    public Task RevokeLinkAsync(string roundId, string bodyId, string reason, CancellationToken cancellationToken) =>
        PostAsync($"rounds/{roundId}/bodies/{bodyId}/link/revocation", new { reason }, cancellationToken);

    /// <summary>Records the steering group's decision.</summary>
    public Task DecideAsync(string roundId, Decision decision, CancellationToken cancellationToken) =>
        PostAsync($"rounds/{roundId}/decision", decision, cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<StartedRound> UploadAsync(string path, DraftFile draft, SettingsFile settings, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(draft.Content);
        using var json = JsonContent.Create(settings, new MediaTypeHeaderValue("application/json"), Json);
        form.Add(file, "draft", draft.Name);
        form.Add(json, "settings", "runde.json");
        using var answer = await SendAsync(HttpMethod.Post, path, form, cancellationToken);
        return await ReadAsync<StartedRound>(answer, cancellationToken);
    }

    private async Task PostAsync<T>(string path, T value, CancellationToken cancellationToken)
    {
        using var body = JsonContent.Create(value, options: Json);
        using var answer = await SendAsync(HttpMethod.Post, path, body, cancellationToken);
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var answer = await http.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new DemoFailedException($"{method} api/{path} antwortet {(int)answer.StatusCode}: {await ReasonAsync(answer, cancellationToken)}");
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
        ?? throw new DemoFailedException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} antwortet mit nichts.");

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return text.Length > 300 ? text[..300] : text;
        using var problem = JsonDocument.Parse(text);
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.ToString() : text;
    }

    private sealed record RoundList(IReadOnlyList<RoundOverview> Rounds);

    private sealed record RoundLog(bool Intact);

    private sealed record EnteredStatement(string ReceiptNumber);
}

/// <summary>A draft as a file.</summary>
internal sealed record DraftFile(string Name, byte[] Content);

/// <summary>What the API answers when a round has started.</summary>
internal sealed record StartedRound(string RoundId, string DraftHash, int Paragraphs);

/// <summary>A decision as the API takes it.</summary>
internal sealed record Decision(
    DecisionOutcome Outcome, string DraftHash, DateOnly DecidedOn, IReadOnlyList<DecisionInstruction> Instructions, VoteCount? Votes, string? Note);

/// <summary>An instruction as the API takes it.</summary>
internal sealed record DecisionInstruction(string ParagraphId, string Text);
