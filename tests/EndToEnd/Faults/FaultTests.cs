using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Testing;
using Xunit.Abstractions;

namespace LipServerless.EndToEnd.Tests.Faults;

/// <summary>
/// A round on storage that refuses, delays, fails and loses answers to what it has done, at random. <c>LIP_SEED</c> repeats a run's
/// random numbers; requests come in an order of their own.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const double Share = 0.04;

    [Fact]
    public async Task Round_StorageFailsAtRandom_EndsAsTheUndisturbedOne()
    {
        var undisturbed = await Undisturbed.EndAsync();
        var seed = Seed.Read(output.WriteLine);
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.Shared.BlobPort, AzuriteFixture.Shared.TablePort);
        using var run = new Run { Storage = proxy.ConnectionString };
        var play = new RoundPlay();
        var faults = new RandomFaults(new Random(seed), Share);
        proxy.Rule = faults.Next;
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        foreach (var act in play.Acts)
        {
            await life.ReachAsync(act.At, CancellationToken.None);
            await InsistAsync(act, life);
        }

        proxy.Rule = null;
        output.WriteLine($"{faults.Count} of {proxy.Requests} requests went wrong");
        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        end.MustKeepPromises(undisturbed, play.Receipts, $"LIP_SEED={seed}");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.Orchestrations, "orchestrations");
    }

    // Somebody who is told that it did not work tries again.
    private async Task InsistAsync(PlayedAct act, Life life)
    {
        const int Most = 20;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await act.PlayAsync(life, CancellationToken.None);
                return;
            }
            catch (LipServerless.Embedded.Demo.DemoFailedException refused) when (attempt < Most)
            {
                output.WriteLine($"{act.Name}, attempt {attempt}: {refused.Message}");
            }
        }
    }
}
