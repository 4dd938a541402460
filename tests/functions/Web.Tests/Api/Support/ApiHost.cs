using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Links;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Serving;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing;
using LipServerless.Web.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Api.Support;

/// <summary>
/// The whole application in this process, over HTTP: Azurite, inbox, engine, functions. One for a collection of test classes; each
/// test starts rounds of its own. Its process clock stands until a test moves it.
/// </summary>
public sealed class ApiHost : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string workspace = Directory.CreateTempSubdirectory("lip-api-").FullName;
    private readonly string prefix = AzuriteFixture.NewTablePrefix();
    private LipHost host = null!;
    private int rounds;

    /// <summary>How it reaches storage.</summary>
    internal string Storage { get; init; } = AzuriteFixture.Shared.ConnectionString;

    /// <summary>Settings beside its own.</summary>
    internal IReadOnlyDictionary<string, string?> More { get; init; } = new Dictionary<string, string?>();

    internal SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    /// <summary>Shows the key of a person of staff.</summary>
    internal HttpClient Staff { get; private set; } = null!;

    /// <summary>Shows nothing; follows no redirect, keeps no cookie.</summary>
    internal HttpClient Anybody { get; private set; } = null!;

    internal LipHost Host => host;

    /// <summary>Prefix of tables and containers.</summary>
    internal string Prefix => prefix;

    /// <summary>Where drafts and texts lie.</summary>
    internal string DocumentsContainer => prefix.ToLowerInvariant() + "-documents";

    internal DateOnly Today => LocalTime.DateOf(Clock.GetUtcNow(), LocalTime.DefaultZone);

    internal T Service<T>()
        where T : notnull => host.Host.Services.GetRequiredService<T>();

    internal IRoundStore Store => Service<IRoundStore>();

    public async Task InitializeAsync()
    {
        host = await LipHost.StartAsync(
            new LipHostOptions
            {
                Workspace = workspace,
                Port = 0,
                InboxPort = 0,
                StorageConnectionString = Storage,
                Clock = Clock,
                OwnSettingsOnly = true,
                FirstStaffName = "Ada Probe",
                Settings = new Dictionary<string, string?>(More)
                {
                    ["Lip:Storage:Prefix"] = prefix,
                    // Here hundreds of strangers come from one address.
                    ["Lip:Limits:UnknownLinks"] = "10000/10000",
                    ["Lip:Limits:SignIns"] = "10000/10000",
                    ["Lip:Limits:StaffCalls"] = "100000/100000",
                    // Nobody looks after lost hints here: a command that wakes nobody would show.
                    ["AzureWebJobs.ReconcileByTimer.Disabled"] = "true",
                },
            },
            default);
        Anybody = Client();
        Staff = Client();
        Staff.DefaultRequestHeaders.Add(StaffGate.KeyHeader, host.Staff[0].Key);
    }

    public async Task DisposeAsync()
    {
        Staff.Dispose();
        Anybody.Dispose();
        await host.DisposeAsync();
        Directory.Delete(workspace, recursive: true);
    }

    /// <summary>Waits until nothing is queued and nothing runs, and what became of the mails is reported.</summary>
    internal async Task IdleAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await Service<IEmbeddedEngine>().WhenIdleAsync().WaitAsync(patience.Token);
        await host.Inbox.WhenReportsSettledAsync(patience.Token);
    }

    /// <summary>Moves the process on to a local time of a day.</summary>
    internal Task MoveToAsync(DateOnly day, int hour = 9) =>
        Clock.MoveToAsync(LocalTime.At(day, new TimeOnly(hour, 0), LocalTime.DefaultZone), IdleAsync);

    /// <summary>Settings for a new consultation: one council, the Round Table and the youth ring, with 30 days to answer.</summary>
    internal JsonObject Settings(bool conference = false)
    {
        var bodies = new JsonArray(
            Body("beirat-mitte", "IntegrationCouncil", "Integrationsbeirat Mitte"),
            Body("runder-tisch", "RoundTable", "Runder Tisch"),
            Body("stadtjugendring", "FurtherBody", "Stadtjugendring"));
        if (conference)
            bodies.Add(Body("konferenz", "DelegateConference", "Delegiertenkonferenz"));
        return new JsonObject
        {
            ["consultation"] = $"lip-{Interlocked.Increment(ref rounds)}",
            ["title"] = "Lokaler Integrationsplan",
            ["deadlines"] = new JsonObject { ["councils"] = Day(30), ["conference"] = Day(40) },
            ["reminders"] = new JsonObject { ["daysBefore"] = new JsonArray() },
            ["decisionReminders"] = new JsonObject { ["daysBefore"] = new JsonArray() },
            ["graceDays"] = 3,
            ["sendingHours"] = new JsonObject { ["atAnyTime"] = true },
            ["bodies"] = bodies,
            ["steeringGroup"] = new JsonObject { ["name"] = "Lenkungsgruppe", ["emails"] = new JsonArray("lenkungsgruppe@example.org") },
        };
    }

    internal static JsonObject Body(string id, string kind, string name) =>
        new() { ["id"] = id, ["kind"] = kind, ["name"] = name, ["emails"] = new JsonArray($"{id}@example.org") };

    /// <summary>The date so many days from today, as JSON writes it.</summary>
    internal string Day(int distance) => Today.AddDays(distance).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Posts a draft with settings.</summary>
    internal Task<ApiAnswer> PostRoundAsync(JsonNode settings, byte[]? draft = null, string fileName = "entwurf.md", string path = "api/rounds") =>
        PostFormAsync(path, (draft ?? Encoding.UTF8.GetBytes(SampleDraft), fileName), settings.ToJsonString());

    internal async Task<ApiAnswer> PostFormAsync(string path, (byte[] Content, string Name)? draft, string? settings)
    {
        using var form = new MultipartFormDataContent();
        if (draft is { } file)
            form.Add(new ByteArrayContent(file.Content), "draft", file.Name);
        if (settings is not null)
            form.Add(new StringContent(settings), "settings");
        using var response = await Staff.PostAsync(path, form);
        return await ApiAnswer.OfAsync(response);
    }

    /// <summary>Starts a round and waits until its bodies are asked; answers its id.</summary>
    internal async Task<string> StartAsync(JsonNode? settings = null, string? draft = null)
    {
        var answer = await PostRoundAsync(settings ?? Settings(), draft is null ? null : Encoding.UTF8.GetBytes(draft));
        Assert.Equal(201, answer.Status);
        await IdleAsync();
        return answer.Json["roundId"]!.GetValue<string>();
    }

    internal async Task<ApiAnswer> PostAsync(string path, object body, HttpClient? client = null)
    {
        using var response = await (client ?? Staff).PostAsJsonAsync(path, body);
        var answer = await ApiAnswer.OfAsync(response);
        await IdleAsync();
        return answer;
    }

    internal async Task<ApiAnswer> PostJsonAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Staff.PostAsync(path, content);
        return await ApiAnswer.OfAsync(response);
    }

    internal async Task<ApiAnswer> GetAsync(string path, HttpClient? client = null)
    {
        using var response = await (client ?? Staff).GetAsync(path);
        return await ApiAnswer.OfAsync(response);
    }

    /// <summary>Closes every open body and lets the collection end: the synopsis is frozen, the steering group asked.</summary>
    internal async Task FreezeAsync(string roundId)
    {
        Assert.Equal(204, (await PostAsync($"api/rounds/{roundId}/close", new { reason = "Alle haben geantwortet." })).Status);
        var closes = (await GetAsync($"api/rounds/{roundId}")).Json["collectionClosesAt"]!.GetValue<DateTimeOffset>();
        await Clock.MoveToAsync(closes, IdleAsync);
    }

    internal async Task<RoundView> ReadAsync(string roundId) =>
        await Store.ReadAsync(roundId, default) ?? throw new InvalidOperationException($"There is no round '{roundId}'.");

    internal async Task<BodyRecord> BodyAsync(string roundId, string bodyId) => (await ReadAsync(roundId)).Body(bodyId)!;

    /// <summary>The token of a link that was mailed.</summary>
    internal string Token(string roundId, string recipient, LinkKind kind = LinkKind.Reply, int generation = 1) =>
        LinkToken.Compute(Service<ILinkSecret>().Key.Span, $"{roundId}/{recipient}/{kind}", generation);

    /// <summary>Every row of a round as it lies in the table, to compare.</summary>
    internal async Task<IReadOnlyList<string>> RowsAsync(string roundId)
    {
        var table = new TableServiceClient(AzuriteFixture.Shared.ConnectionString).GetTableClient(prefix + "Rounds");
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {roundId}")))
            rows.Add($"{row.RowKey} {row.ETag} {row.GetString("Json0")}");
        return rows;
    }

    internal const string SampleDraft = """
        # Grundlagenpapier

        ## Bildung

        Alle Kinder lernen gemeinsam, und niemand bleibt wegen der Sprache zurück.

        Sprachkurse finden auch am Abend und mit Kinderbetreuung statt.

        ## Demokratie

        Gremien tagen öffentlich und laden in einfacher Sprache ein.
        """;

    private HttpClient Client() => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = Patience })
    { BaseAddress = host.Address, Timeout = Patience };
}

/// <summary>Tests that leave the clock where it is: they share a host.</summary>
[CollectionDefinition(Name)]
public sealed class Standing : ICollectionFixture<ApiHost>
{
    public const string Name = "api, time stands";
}

/// <summary>Tests that move the clock share another, so that the rounds of the former are not carried along.</summary>
[CollectionDefinition(Name)]
public sealed class Moving : ICollectionFixture<ApiHost>
{
    public const string Name = "api, time moves";
}
