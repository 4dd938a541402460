using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LipServerless.Testing;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>
/// What each hot path asks of storage: point reads and scans of one small partition, never of a whole table. The figures are those of
/// docs/architecture.md ("Hot paths"): whoever changes them changes the page.
/// </summary>
public sealed partial class StorageRequestTests : IAsyncLifetime
{
    private const string Body = "runder-tisch";

    private FaultProxy proxy = null!;
    private ApiHost host = null!;

    public async Task InitializeAsync()
    {
        proxy = await FaultProxy.StartAsync(AzuriteFixture.Shared.BlobPort, AzuriteFixture.Shared.TablePort);
        host = new ApiHost { Storage = proxy.ConnectionString, More = new Dictionary<string, string?> { ["AzureWebJobs.RetentionByTimer.Disabled"] = "true" } };
        await host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Fact]
    public async Task HotPaths_AreAsTheDocumentationSays()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, Body);
        var measured = new Dictionary<string, string>
        {
            ["open a link"] = await MeasureAsync(() => host.GetAsync($"b/{visit.Token}", host.Anybody)),
            ["open a made-up link"] = await MeasureAsync(() => host.GetAsync($"b/{new string('A', 43)}", host.Anybody)),
            ["save while typing"] = await MeasureAsync(() => SaveAsync(visit)),
            ["submit"] = await MeasureAsync(() => visit.SubmitAsync("Unsere Ansicht.")),
            ["receipt"] = await MeasureAsync(() => host.GetAsync($"b/{visit.Token}/receipt/1", host.Anybody)),
            ["dashboard, of one round"] = await MeasureAsync(() => new Desk(host).GetAsync("dashboard")),
            ["a round's page on the dashboard"] = await MeasureAsync(() => new Desk(host).GetAsync($"dashboard/rounds/{roundId}")),
            ["log"] = await MeasureAsync(() => host.GetAsync($"api/rounds/{roundId}/log")),
        };

        var text = string.Join('\n', measured.Select(path => $"| {path.Key} | {path.Value} |"));
        var documented = Row().Matches(Documentation()).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value.Trim());
        Assert.True(measured.All(path => documented.GetValueOrDefault(path.Key) == path.Value), $"docs/architecture.md, \"Hot paths\", should say:\n{text}");
    }

    private async Task<ApiAnswer> SaveAsync(ReplyVisit visit)
    {
        var body = new
        {
            formToken = visit.Fields["formToken"],
            session = visit.Fields[FieldNames.Session],
            name = "",
            language = "de",
            seen = visit.Fields[FieldNames.Seen],
            fields = new Dictionary<string, string> { ["overall"] = "Begonnen" },
        };
        using var json = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await host.Anybody.PostAsync($"b/{visit.Token}/draft", json);
        return await ApiAnswer.OfAsync(response);
    }

    // What the request itself asks for: the engine's own hub is another matter (docs/performance.md), and is waited for before.
    private async Task<string> MeasureAsync(Func<Task<ApiAnswer>> request)
    {
        await host.IdleAsync();
        var (gate, seen, isWoken) = (new Lock(), new List<string>(), false);
        proxy.Rule = asked =>
        {
            lock (gate)
            {
                // Waking an orchestration, after something is stored, is the last that a request does; what that asks for is its own.
                isWoken |= asked.Target.Contains(host.Prefix + "Hub", StringComparison.Ordinal) && seen.Contains("transaction");
                if (!isWoken)
                    seen.Add(KindOf(asked));
            }

            return null;
        };
        var answer = await request();
        proxy.Rule = null;
        Assert.InRange(answer.Status, 200, 404);
        lock (gate)
        {
            Assert.DoesNotContain(seen, kind => kind.StartsWith("whole table", StringComparison.Ordinal));
            var kinds = seen.Where(kind => kind.Length > 0).GroupBy(kind => kind).OrderBy(kind => kind.Key, StringComparer.Ordinal);
            return string.Join(", ", kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} × {kind.Key}")));
        }
    }

    private string KindOf(ProxiedRequest asked)
    {
        var target = Uri.UnescapeDataString(asked.Target);
        if (target.Contains(host.Prefix + "Hub", StringComparison.Ordinal) || target.Contains("-hub", StringComparison.Ordinal))
            return "";
        if (Table().Match(target) is { Success: true } table)
        {
            var name = table.Groups[1].Value;
            return asked.Method != "GET" ? $"write {name}"
                : target.Contains("RowKey='", StringComparison.Ordinal) ? $"point {name}"
                : target.Contains("PartitionKey eq '", StringComparison.Ordinal) ? $"scan {name}"
                : $"whole table {name}";
        }

        return target.Contains("$batch", StringComparison.Ordinal) ? "transaction"
            : asked.Method is "PUT" ? "put blob"
            : "get blob";
    }

    private static string Documentation()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LipServerless.sln")))
                return File.ReadAllText(Path.Combine(folder.FullName, "docs", "architecture.md"));
        }

        throw new InvalidOperationException("These tests run from a build inside the repository.");
    }

    [GeneratedRegex(@"/t[0-9a-f]{12}([A-Z][a-z]+)")]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| ([a-z][^|]*?) \| (\d+ × [^|]*?)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
