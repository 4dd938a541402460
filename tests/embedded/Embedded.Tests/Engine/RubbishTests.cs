using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using LipServerless.Testing;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Tests.Engine;

/// <summary>Blobs that no row names are removed; those that are named stay.</summary>
public sealed class RubbishTests
{
    private static readonly string Big = new('b', 600_000);
    private readonly string hub = AzuriteFixture.NewTablePrefix();

    [Fact]
    public async Task BlobsOfTakenMessagesAndCutWrites_Go_NamedOnesStay()
    {
        var store = Stores.Tables(hub);
        await using (var first = await TestHub.StartAsync(store, Tasks))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("o", Big, new StartOrchestrationOptions("waits"));
            await first.Client.ScheduleNewOrchestrationInstanceAsync("o", "x", new StartOrchestrationOptions("ends"));
            await first.Client.RaiseEventAsync("ends", "e", Big);
            await first.EndOfAsync("ends");
            await first.Client.SuspendInstanceAsync("waits");
            await first.IdleAsync();
            await first.Client.RaiseEventAsync("waits", "e", Big);
            await first.StopAsync();
        }

        await Container.GetBlobClient("outbox/cut-off").UploadAsync(new BinaryData("written, and its row never was"));
        await Container.GetBlobClient("owner").UploadAsync(new BinaryData("{}"), overwrite: true);
        var before = Names().Count;
        await store.RemoveRubbishAsync(DateTimeOffset.MinValue, default);
        Assert.Equal(before, Names().Count);

        // Twice: what a crash left of the first time goes with the second.
        await store.RemoveRubbishAsync(DateTimeOffset.MaxValue, default);
        await store.RemoveRubbishAsync(DateTimeOffset.MaxValue, default);
        var left = Names().Count;

        Assert.Contains("owner", Names());
        Assert.DoesNotContain("outbox/cut-off", Names());
        Assert.True(left < before);

        await using var second = await TestHub.StartAsync(store, Tasks);
        Assert.Equal(Big, (await second.GetAsync("ends")).ReadOutputAs<string>());
        await second.Client.ResumeInstanceAsync("waits");
        var end = await second.EndOfAsync("waits");
        Assert.Equal((Big, Big), (end.ReadInputAs<string>(), end.ReadOutputAs<string>()));
    }

    private BlobContainerClient Container => new(AzuriteFixture.Shared.ConnectionString, new HubNames(hub).Container);

    private List<string> Names() => [.. Container.GetBlobs().Select(blob => blob.Name)];

    private static void Tasks(DurableTaskRegistry r) => r.AddOrchestratorFunc<string, string>("o", (c, _) => c.WaitForExternalEvent<string>("e"));
}
