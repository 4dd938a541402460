using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Activities.Ports;
using LipServerless.Embedded.Engine;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Rounds.Contracts;
using LipServerless.Web.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.EndToEnd.Tests.HubLoss;

/// <summary>The task hub is only a hint: everything that counts lies in the store.</summary>
public sealed class HubLossTests
{
    [Theory]
    [InlineData("council 0")]
    [InlineData("council 2")]
    [InlineData("dissent")]
    [InlineData("decision")]
    public async Task Round_HubDeletedWhileStopped_EndsAsTheUndisturbedOne(string before)
    {
        var undisturbed = await Undisturbed.EndAsync();
        using var run = new Run();
        var play = new RoundPlay();
        var life = await HostedLife.StartAsync(run, CancellationToken.None);
        try
        {
            foreach (var act in play.Acts)
            {
                if (act.Name == before)
                {
                    await life.DisposeAsync();
                    await DeleteHubAsync(run);
                    life = await HostedLife.StartAsync(run, CancellationToken.None);
                }

                await life.ReachAsync(act.At, CancellationToken.None);
                await act.PlayAsync(life, CancellationToken.None);
            }

            var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
            end.MustKeepPromises(undisturbed, play.Receipts, $"hub deleted before {before}");
            RoundEnd.MustEqual(Generations(undisturbed.Orchestrations, 2), end.Orchestrations, "orchestrations of the second generation");
        }
        finally
        {
            await life.DisposeAsync();
        }
    }

    [Fact]
    public async Task Round_HubDeletedUnderTheRunningHost_EndsAsTheUndisturbedOne()
    {
        var undisturbed = await Undisturbed.EndAsync();
        using var run = new Run();
        var play = new RoundPlay();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        foreach (var act in play.Acts)
        {
            if (act.Name == "council 2")
                await LoseHubAsync(run, life);
            await life.ReachAsync(act.At, CancellationToken.None);
            await act.PlayAsync(life, CancellationToken.None);
        }

        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        end.MustKeepPromises(undisturbed, play.Receipts, "hub deleted while the host ran");
        RoundEnd.MustEqual(Generations(undisturbed.Orchestrations, 2), end.Orchestrations, "orchestrations of the second generation");
    }

    /// <summary>Deletes the hub under the host, waits until it has noticed, and lets the reconciler come by, as its timer does every ten minutes.</summary>
    private static async Task LoseHubAsync(Run run, HostedLife life)
    {
        await DeleteHubAsync(run);
        var engine = life.Host.Host.Services.GetRequiredService<IEmbeddedEngine>();
        var runner = life.Host.Host.Services.GetRequiredService<RoundRunner>();
        var client = life.Host.Host.DurableClient;
        var lost = InstanceIds.OfRound((await life.Host.Host.Services.GetRequiredService<IRoundStore>().ListAsync(CancellationToken.None))[0], generation: 1);
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await client.GetInstanceAsync(lost, over.Token) is not null || !engine.Health.IsHealthy)
            await Task.Delay(100, over.Token);
        await runner.EnsureAllAsync(client, resume: false, over.Token);
    }

    // As in the first generation, but for the id.
    private static List<string> Generations(IEnumerable<string> orchestrations, int generation) =>
        [.. orchestrations.Select(line => line.Replace("-g1", $"-g{generation}", StringComparison.Ordinal))];

    private static async Task DeleteHubAsync(Run run)
    {
        await new TableServiceClient(run.Storage).DeleteTableAsync($"{run.Prefix}Hub");
        await new BlobServiceClient(run.Storage).DeleteBlobContainerAsync($"{run.Prefix}-hub");
    }
}
