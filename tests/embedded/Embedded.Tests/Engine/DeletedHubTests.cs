using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Engine;

/// <summary>Somebody deletes the whole hub: what was in it is gone, and the engine goes on with an empty one.</summary>
public sealed class DeletedHubTests
{
    [Fact]
    public async Task HubDeletedWhileRunning_NewInstancesRun_OldOnesAreUnknown()
    {
        var name = AzuriteFixture.NewTablePrefix();
        var names = new HubNames(name);
        await using var hub = await TestHub.StartAsync(
            Stores.Memory(),
            r => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e")),
            options: o => o.UseTables(AzuriteFixture.Shared.ConnectionString, name));
        var old = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();

        await new TableServiceClient(AzuriteFixture.Shared.ConnectionString).DeleteTableAsync(names.Table);
        await new BlobServiceClient(AzuriteFixture.Shared.ConnectionString).DeleteBlobContainerAsync(names.Container);
        while (await hub.Client.GetInstanceAsync(old) is not null)
            await Task.Delay(100);

        // Before anything is written again there is no table at all.
        await foreach (var _ in hub.Client.GetAllInstancesAsync())
            Assert.Fail("Nobody is in a deleted hub.");

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.RaiseEventAsync(id, "e", "new life");
        Assert.Equal("new life", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RaiseEventAsync(old, "e"));
        Assert.True(hub.Engine.Health.IsHealthy);
    }
}
