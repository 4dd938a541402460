using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.EndToEnd.Tests.Playing;

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

    // As in the first generation, but for the id.
    private static List<string> Generations(IEnumerable<string> orchestrations, int generation) =>
        [.. orchestrations.Select(line => line.Replace("-g1", $"-g{generation}", StringComparison.Ordinal))];

    private static async Task DeleteHubAsync(Run run)
    {
        await new TableServiceClient(run.Storage).DeleteTableAsync($"{run.Prefix}Hub");
        await new BlobServiceClient(run.Storage).DeleteBlobContainerAsync($"{run.Prefix}-hub");
    }
}
