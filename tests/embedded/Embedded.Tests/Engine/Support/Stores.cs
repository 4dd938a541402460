using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Engine.Support;

internal static class Stores
{
    public static IHubStore Memory() => new InMemoryHubStore();

    public static IHubStore Tables() => Tables(AzuriteFixture.NewTablePrefix());

    public static IHubStore Tables(string hub)
    {
        var names = new HubNames(hub);
        return new TableHubStore(
            new TableServiceClient(AzuriteFixture.Shared.ConnectionString).GetTableClient(names.Table),
            new BlobServiceClient(AzuriteFixture.Shared.ConnectionString).GetBlobContainerClient(names.Container));
    }
}
