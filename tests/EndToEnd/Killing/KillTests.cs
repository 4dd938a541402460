using System.Globalization;
using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Testing;
using Xunit.Abstractions;

namespace LipServerless.EndToEnd.Tests.Killing;

/// <summary>
/// The host is killed with SIGKILL at random moments and started again on the same workspace, until the round is accepted; storage
/// stays up. <c>LIP_KILLS</c> sets how many kills there are at least (10), <c>LIP_SEED</c> repeats a run's random numbers.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int Wanted = int.Parse(Environment.GetEnvironmentVariable("LIP_KILLS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Round_KilledAtRandomMoments_EndsAsTheUndisturbedOne()
    {
        var undisturbed = await Undisturbed.EndAsync();
        var seed = Seed.Read(output.WriteLine);
        var random = new Random(seed);
        var kills = 0;
        for (var round = 1; kills < Wanted; round++)
        {
            var played = await PlayAsync(undisturbed, random, Wanted - kills, $"LIP_SEED={seed}, round {round}");
            output.WriteLine($"round {round}: {played} kills");
            kills += played;
        }
    }

    private async Task<int> PlayAsync(RoundEnd undisturbed, Random random, int wanted, string how)
    {
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.Shared.BlobPort, AzuriteFixture.Shared.TablePort);
        using var run = new Run { Storage = proxy.ConnectionString };
        var play = new RoundPlay();
        int kills;
        await using (var reaper = new Reaper(run, OperationReuse.DeliverAgain, random, wanted, proxy, output.WriteLine))
        {
            for (var i = 0; i < play.Acts.Count; i++)
                await PlayAsync(play.Acts[i], play.Acts.Count - i, reaper);
            kills = reaper.Kills;
        }

        // The last host was killed too: a further one sees to what is left.
        await using var last = await HostedLife.StartAsync(run, CancellationToken.None);
        var end = await RoundEnd.ReadAsync(last.Host, play.Receipts, CancellationToken.None);
        end.MustKeepPromises(undisturbed, play.Receipts, how);
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.OrchestrationsOfLastGeneration(), $"orchestrations ({how})");
        return kills;
    }

    private async Task PlayAsync(PlayedAct act, int left, Reaper reaper)
    {
        while (true)
        {
            var life = await reaper.LivingAsync(left);
            try
            {
                await life.ReachAsync(act.At, CancellationToken.None);
                await act.PlayAsync(life, CancellationToken.None);
                return;
            }
            catch (Exception) when (life.IsOver)
            {
                output.WriteLine($"  in {act.Name}");
            }
        }
    }
}
