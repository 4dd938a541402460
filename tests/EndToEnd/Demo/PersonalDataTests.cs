using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.EndToEnd.Tests.Processes;
using LipServerless.Testing;

namespace LipServerless.EndToEnd.Tests.Demo;

/// <summary>Looks for people in what a demo has left where they must not be: task hub and log.</summary>
[Collection(DemoRunCollection.Name)]
public sealed class PersonalDataTests(DemoRunFixture demo)
{
    private const string HubTable = "LipHub";
    private const string HubContainer = "lip-hub";

    [SkippableFact]
    public async Task Hub_AfterADemo_HoldsNoNamesAddressesTokensOrSentences()
    {
        Machine.NeedsNode();
        var workspace = await demo.WorkspaceAsync();
        var (hub, others) = await StoredAsync(workspace);

        // It can be seen there if it is there: ids in the hub, names and sentences in the application's own tables and blobs.
        // (Of the first round nothing is left there: it was decided more than thirty days ago.)
        Assert.Contains("demo-r2-g1", hub, StringComparison.Ordinal);
        Assert.DoesNotContain("demo-r1-g1", hub, StringComparison.Ordinal);
        Assert.NotEmpty(Traces.In(others, Traces.NamesAndAddresses()));
        Assert.NotEmpty(Traces.In(others, Traces.Sentences()));
        Assert.True(Traces.Tokens(InboxOf(workspace)).Count >= 28);

        Assert.Empty(Traces.In(hub, Traces.NamesAndAddresses()));
        Assert.Empty(Traces.In(hub, Traces.Sentences()));
        Assert.Empty(Traces.In(hub, Traces.Tokens(InboxOf(workspace))));
        // Tokens are computed whenever a mail is built: nothing that is stored holds one.
        Assert.Empty(Traces.In(others, Traces.Tokens(InboxOf(workspace))));
    }

    [SkippableFact]
    public async Task Log_AfterADemo_HoldsNoNamesAddressesTokensOrSentences()
    {
        Machine.NeedsNode();
        var workspace = await demo.WorkspaceAsync();
        var log = await File.ReadAllTextAsync(Path.Combine(workspace, "logs", "host.log"));

        Assert.Contains("demo-r1", log, StringComparison.Ordinal);
        Assert.Empty(Traces.In(log, Traces.NamesAndAddresses()));
        Assert.Empty(Traces.In(log, Traces.Sentences()));
        Assert.Empty(Traces.In(log, Traces.Tokens(InboxOf(workspace))));
        // Whatever else writes a log in the folder, the storage emulator among them.
        var others = Directory.EnumerateFiles(workspace, "*.log", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.True(others.Count >= 2, "The storage emulator's log was not found.");
        foreach (var other in others)
            Assert.Empty(Traces.In(other, [.. Traces.NamesAndAddresses(), .. Traces.Sentences(), .. Traces.Tokens(InboxOf(workspace))]));
        // A demo in which all goes well has nothing to complain of.
        Assert.DoesNotContain(log.Split('\n'), line => line.Contains(" Error ", StringComparison.Ordinal) || line.Contains(" Critical ", StringComparison.Ordinal));
    }

    private static string InboxOf(string workspace) => Path.Combine(workspace, "inbox");

    private static async Task<(string Hub, string Others)> StoredAsync(string workspace)
    {
        var azurite = await AzuriteProcess.EnsureAsync(
            new() { DataFolder = Path.Combine(workspace, "azurite"), OwnerProcessId = Environment.ProcessId }, AzuriteFixture.InstallationAsync, TimeProvider.System);
        try
        {
            var (hub, others) = (new StringBuilder(), new StringBuilder());
            var tables = new TableServiceClient(azurite.ConnectionString);
            await foreach (var table in tables.QueryAsync())
                await AppendAsync(table.Name == HubTable ? hub : others, tables.GetTableClient(table.Name));
            var blobs = new BlobServiceClient(azurite.ConnectionString);
            await foreach (var container in blobs.GetBlobContainersAsync())
                await AppendAsync(container.Name == HubContainer ? hub : others, blobs.GetBlobContainerClient(container.Name));
            return (hub.ToString(), others.ToString());
        }
        finally
        {
            await azurite.StopAsync();
        }
    }

    private static async Task AppendAsync(StringBuilder text, TableClient table)
    {
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            foreach (var (name, value) in row)
                text.Append(name).Append('=').AppendLine(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString());
        }
    }

    private static async Task AppendAsync(StringBuilder text, BlobContainerClient container)
    {
        await foreach (var blob in container.GetBlobsAsync())
            text.AppendLine(blob.Name).AppendLine((await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
    }
}
