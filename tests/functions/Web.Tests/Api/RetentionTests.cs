using System.Net.Http.Headers;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Tests.Attachments;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing;
using LipServerless.Web.Retention;
using LipServerless.Web.Tests.Api.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Api;

/// <summary>
/// A round from its start to the day on which nothing of it is left, on Azurite and the engine, over HTTP: at each limit the nightly timer
/// runs, what it should erase is gone from storage, the log verifies, and every page answers in words.
/// </summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const string Body = "runder-tisch";

    private readonly ApiHost host = new()
    {
        More = new Dictionary<string, string?>
        {
            ["Lip:Retention:RoundsDays"] = "3650",
            // Called here by hand, at the instants that matter.
            ["AzureWebJobs.RetentionByTimer.Disabled"] = "true",
        },
    };

    private string ended = "";
    private string other = "";
    private string file = "";
    private DateTimeOffset decidedAt;

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Round_PastEachLimit_LosesWhatHasHadItsTime_AndPagesAnswer()
    {
        await PlayAsync();
        await SweepAfterAsync(29);
        Assert.Null((await host.ReadAsync(ended)).Erasures);
        (await new Desk(host).GetAsync($"dashboard/rounds/{ended}/bodies/{Body}/contact")).MustBePage(200);

        await SweepAfterAsync(30);
        Assert.Equal(0, await CountAsync("Drafts", ended));
        Assert.NotEqual(0, await CountAsync("Drafts", other));
        Assert.Empty(await InstancesAsync(ended));
        Assert.NotEmpty(await InstancesAsync(other));
        Assert.DoesNotContain(await host.Store.ReadAuditAsync(ended, default), line => line.Side?.Detail?.Contains("Mina", StringComparison.Ordinal) ?? false);
        Assert.Equal(200, (await host.GetAsync(file)).Status);

        await SweepAfterAsync(90);
        Assert.Equal(0, await CountAsync("Contacts", Consultation(ended)));
        (await new Desk(host).GetAsync($"dashboard/rounds/{ended}/bodies/{Body}/contact")).MustBePage(410);
        Assert.NotEqual(0, await CountAsync("Contacts", Consultation(other)));
        Assert.Equal(200, (await host.GetAsync($"o/{Outcome}", host.Anybody)).Status);

        await SweepAfterAsync(365);
        Assert.Empty((await host.ReadAsync(ended)).Mails);
        foreach (var table in new[] { "Links", "Deliveries" })
        {
            Assert.DoesNotContain(await WordsAsync(table), row => row.Contains(ended, StringComparison.Ordinal));
            Assert.Contains(await WordsAsync(table), row => row.Contains(other, StringComparison.Ordinal));
        }

        Assert.Empty(await BlobsAsync("attachments", ended));
        (await host.GetAsync($"o/{Outcome}", host.Anybody)).MustBePage(404);
        (await host.GetAsync($"s/{host.Token(ended, "lenkungsgruppe", LinkKind.Steering)}", host.Anybody)).MustBePage(404);
        (await host.GetAsync($"b/{host.Token(ended, Body)}", host.Anybody)).MustBePage(404);
        (await host.GetAsync(file)).MustBeProblem(410);
        Assert.NotEmpty(await BlobsAsync("documents", $"statements/{ended}"));

        await SweepAfterAsync(1095);
        Assert.Empty(await BlobsAsync("documents", $"statements/{ended}"));
        Assert.NotEmpty(await BlobsAsync("documents", $"statements/{other}"));
        Assert.NotEmpty(await BlobsAsync("documents", $"synopses/{ended}"));
        Assert.All(await host.Store.ReadAuditAsync(ended, default), line => Assert.True(line.Side is null or { Who: AuditEntry.System, Detail: null }, line.Entry.Verb));
        Assert.Contains("Ansicht", (await host.GetAsync($"api/rounds/{ended}/synopsis")).Body, StringComparison.Ordinal);
        var page = await new Desk(host).GetAsync($"dashboard/rounds/{ended}");
        Assert.Contains("Adressen und Ansprechpersonen: gelöscht am", page.MustBePage(200).Page.Words, StringComparison.Ordinal);

        await SweepAfterAsync(3650);
        Assert.Equal([other], await host.Store.ListAsync(default));
        foreach (var table in new[] { "Rounds", "Drafts" })
            Assert.Equal(0, await CountAsync(table, ended));
        Assert.Empty(await BlobsAsync("documents", ended));
        Assert.Empty(await BlobsAsync("attachments", ended));
        (await host.GetAsync($"api/rounds/{ended}")).MustBeProblem(404);
        Assert.NotNull(await host.Store.ReadAsync(other, default));
    }

    private string Outcome => host.Token(ended, Body, LinkKind.Outcome);

    private static string Consultation(string roundId) => roundId[..roundId.LastIndexOf("-r", StringComparison.Ordinal)];

    // One round is decided; another goes on beside it and loses nothing.
    private async Task PlayAsync()
    {
        (ended, other) = (await host.StartAsync(), await host.StartAsync());
        foreach (var id in new[] { ended, other })
        {
            await (await ReplyVisit.OpenAsync(host, id, Body)).SubmitAsync("Unsere Ansicht.");
            await host.Service<IWorkingDraftStore>().CommitAsync(id, [new DraftFieldRecord { BodyId = "stadtjugendring", Field = "overall", Text = "Begonnen", Session = "s", At = host.Clock.GetUtcNow() }], [], default);
        }

        var visit = await ReplyVisit.OpenAsync(host, ended, Body);
        var links = (await host.GetAsync($"b/{visit.Token}/links", host.Anybody)).Page.Fields();
        Assert.Equal(200, (await visit.SendAsync(new(links, StringComparer.Ordinal) { ["name"] = "Mina", ["action"] = "make" }, "/links")).Status);
        file = await AttachAsync();
        await host.FreezeAsync(ended);
        var hash = (await host.GetAsync($"api/rounds/{ended}")).Json["draftHash"]!.GetValue<string>();
        Assert.Equal(204, (await host.PostAsync($"api/rounds/{ended}/decision", new { outcome = "Accepted", draftHash = hash, decidedOn = host.Day(0) })).Status);
        decidedAt = (await host.ReadAsync(ended)).Decision!.RecordedAt;
        Assert.Contains(await host.Store.ReadAuditAsync(ended, default), line => line.Side?.Detail?.Contains("Mina", StringComparison.Ordinal) ?? false);
    }

    private async Task<string> AttachAsync()
    {
        using var form = new MultipartFormDataContent { { new StringContent($$$"""{"channel":"Post","receivedOn":"{{{host.Day(0)}}}","statement":{"transcript":"Ein Brief"}}"""), "entry" } };
        var scan = new ByteArrayContent(SampleFiles.Pdf());
        scan.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "scan", FileName = "brief.pdf" };
        form.Add(scan);
        using var response = await host.Staff.PostAsync($"api/rounds/{ended}/bodies/beirat-mitte/statements", form);
        Assert.Equal(201, (int)response.StatusCode);
        await host.IdleAsync();
        return $"api/rounds/{ended}/bodies/beirat-mitte/statements/1/files/{Assert.Single((await host.ReadAsync(ended)).Statement("beirat-mitte", 1)!.Attachments)}";
    }

    private async Task SweepAfterAsync(int days)
    {
        await host.Clock.JumpAsync(decidedAt.AddDays(days));
        await host.IdleAsync();
        await ActivatorUtilities.CreateInstance<RetentionFunctions>(host.Host.Host.Services).ByTimer(new TimerInfo(), host.Host.Host.DurableClient, default);
        await PagesAnswerAsync(days < 3650 ? 200 : 404);
        Assert.Null(AuditVerification.FirstBroken(await host.Store.ReadAuditAsync(ended, default)));
    }

    // Whatever is gone: nobody is answered with an error of ours.
    private async Task PagesAnswerAsync(int record)
    {
        foreach (var path in new[] { "", "/draft", "/log", "/synopsis", "/synopsis?format=csv", "/synopsis?format=json", "/more-time", "/equality", "/export" })
            Assert.Equal(record, (await host.GetAsync($"api/rounds/{ended}{path}")).Status);
        foreach (var path in new[] { "", "/synopsis", "/more-time" })
            Assert.Equal(record, (await new Desk(host).GetAsync($"dashboard/rounds/{ended}{path}")).Status);
        (await new Desk(host).GetAsync("dashboard")).MustBePage(200);
        Assert.Equal(200, (await host.GetAsync("api/rounds")).Status);
        string[] behindLinks =
        [
            $"b/{host.Token(ended, Body)}", $"b/{host.Token(ended, Body)}/receipt/1", $"b/{host.Token(ended, Body)}/links", $"b/{host.Token(ended, Body)}/paper",
            $"b/{host.Token(ended, Body)}/deadline.ics", $"b/{host.Token(ended, Body)}/draft.txt", $"b/{host.Token(ended, Body, LinkKind.Forward)}",
            $"o/{Outcome}", $"o/{Outcome}/draft.txt", $"s/{host.Token(ended, "lenkungsgruppe", LinkKind.Steering)}", "new-link", file,
        ];
        foreach (var path in behindLinks)
            Assert.InRange((await host.GetAsync(path, path == file ? null : host.Anybody)).Status, 200, 499);
    }

    private async Task<List<string>> InstancesAsync(string roundId)
    {
        var found = new List<string>();
        await foreach (var instance in host.Host.Host.DurableClient.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: InstanceIds.OfRound(roundId, 1))))
            found.Add(instance.InstanceId);
        return found;
    }

    private async Task<int> CountAsync(string table, string partition) => (await RowsAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {partition}"))).Count;

    private async Task<IEnumerable<string>> WordsAsync(string table) => (await RowsAsync(table, null)).Select(row => row.GetString("Json0") ?? row.GetString("RoundId"));

    private async Task<List<TableEntity>> RowsAsync(string table, string? filter)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in new TableServiceClient(AzuriteFixture.Shared.ConnectionString).GetTableClient(host.Prefix + table).QueryAsync<TableEntity>(filter))
            rows.Add(row);
        return rows;
    }

    private async Task<List<string>> BlobsAsync(string container, string part)
    {
        var names = new List<string>();
        await foreach (var blob in new BlobServiceClient(AzuriteFixture.Shared.ConnectionString).GetBlobContainerClient($"{host.Prefix.ToLowerInvariant()}-{container}").GetBlobsAsync())
        {
            if (blob.Name.Contains(part, StringComparison.Ordinal))
                names.Add(blob.Name);
        }

        return names;
    }
}
