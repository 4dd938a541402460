using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.Load.Storage;

/// <summary>One Azurite, nothing on disk, for one measurement.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    private readonly AzuriteProcess azurite;
    private readonly string folder;

    private Emulator(AzuriteProcess azurite, string folder)
    {
        this.azurite = azurite;
        this.folder = folder;
    }

    public string ConnectionString => azurite.ConnectionString;

    public static async Task<Emulator> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("lip-load-azurite-").FullName;
        var options = new AzuriteOptions { DataFolder = data, InMemory = true, OwnerProcessId = Environment.ProcessId };
        var started = await AzuriteProcess.EnsureAsync(
            options, token => AzuriteInstallation.EnsureAsync(Console.Error.WriteLine, cancellationToken: token), TimeProvider.System);
        return new Emulator(started, data);
    }

    /// <summary>Lets the engine keep a hub there; <paramref name="recorder"/> sees its table requests.</summary>
    public static void Use(EmbeddedDurableTaskOptions options, string connectionString, string hub, Recorder? recorder = null) =>
        options.UseTables(Tables(connectionString, recorder), new BlobServiceClient(connectionString), hub);

    /// <summary>The same hub, to look into.</summary>
    public IHubStore Open(string hub)
    {
        var names = new HubNames(hub);
        return new TableHubStore(
            Tables(ConnectionString).GetTableClient(names.Table), new BlobServiceClient(ConnectionString).GetBlobContainerClient(names.Container));
    }

    /// <summary>Deletes the hub's rows and leaves an empty table.</summary>
    public async Task EmptyAsync(string hub)
    {
        var table = Tables(ConnectionString).GetTableClient(new HubNames(hub).Table);
        await table.DeleteAsync();
        await table.CreateIfNotExistsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await azurite.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static TableServiceClient Tables(string connectionString, Recorder? recorder = null)
    {
        var options = new TableClientOptions();
        if (recorder is not null)
            options.AddPolicy(recorder, HttpPipelinePosition.BeforeTransport);
        return new TableServiceClient(connectionString, options);
    }
}
