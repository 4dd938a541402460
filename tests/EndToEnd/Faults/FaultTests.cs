using System.Text.RegularExpressions;
using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Testing;
using Xunit.Abstractions;

namespace LipServerless.EndToEnd.Tests.Faults;

/// <summary>
/// A round on storage that refuses, delays, fails and loses answers to what it has done, at random. <c>LIP_SEED</c> repeats a run's
/// random numbers; requests come in an order of their own.
/// </summary>
public sealed partial class FaultTests(ITestOutputHelper output)
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
        var now = new NudgedClock(life);
        foreach (var act in play.Acts)
        {
            await now.ReachAsync(act.At);
            await InsistAsync(act, life);
        }

        proxy.Rule = null;
        await now.LetPassAsync(TimeSpan.FromHours(2));
        output.WriteLine($"{faults.Count} of {proxy.Requests} requests went wrong");
        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        (end with { Synopsis = OnDays(end) }).MustKeepPromises(undisturbed with { Synopsis = OnDays(undisturbed) }, play.Receipts, $"LIP_SEED={seed}");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.OrchestrationsOfLastGeneration(), "orchestrations");
    }

    [Fact]
    public async Task Round_StorageAwayForSeconds_GoesOnWhenItIsBack()
    {
        var undisturbed = await Undisturbed.EndAsync();
        var seed = Seed.Read(output.WriteLine);
        var random = new Random(seed);
        await using var proxy = await FaultProxy.StartAsync(AzuriteFixture.Shared.BlobPort, AzuriteFixture.Shared.TablePort);
        using var run = new Run { Storage = proxy.ConnectionString };
        var play = new RoundPlay();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        var now = new NudgedClock(life);
        foreach (var act in play.Acts)
        {
            await now.ReachAsync(act.At);
            if (act.Name is not ("council 0" or "adoption"))
            {
                await act.PlayAsync(life, CancellationToken.None);
                continue;
            }

            // Longer than the clients repeat by themselves. Retries of activities wait in process time.
            var outage = new Outage(proxy.Requests + random.Next(1, 40), TimeSpan.FromSeconds(8));
            proxy.Rule = outage.Next;
            await InsistAsync(act, life);
            await now.LetPassAsync(TimeSpan.FromHours(2));
            proxy.Rule = null;
            output.WriteLine($"{act.Name}: {outage.Count} requests refused");
            Assert.NotEqual(0, outage.Count);
        }

        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        (end with { Synopsis = OnDays(end) }).MustKeepPromises(undisturbed with { Synopsis = OnDays(undisturbed) }, play.Receipts, $"LIP_SEED={seed}");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.OrchestrationsOfLastGeneration(), "orchestrations");
    }

    [Fact]
    public async Task Round_InboxTakesMailsAndLosesItsAnswers_EveryMailArrivesOnce()
    {
        var undisturbed = await Undisturbed.EndAsync();
        var seed = Seed.Read(output.WriteLine);
        var random = new Random(seed);
        var gate = new Lock();
        var sends = 0;
        var lost = 0;

        // A round of few mails may be spared by chance alone: one of its first always loses its answer.
        var surely = random.Next(1, 6);
        using var run = new Run();
        var play = new RoundPlay();

        // It would deliver again what is sent again: only who asks before a repeat sends once.
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None, options => options with
        {
            InboxReuse = OperationReuse.DeliverAgain,
            InboxFault = _ =>
            {
                lock (gate)
                {
                    if (++sends != surely && random.NextDouble() >= Share)
                        return null;
                    lost++;
                    return InboxFault.LoseAnswer();
                }
            },
        });
        var now = new NudgedClock(life);
        foreach (var act in play.Acts)
        {
            await now.ReachAsync(act.At);
            await InsistAsync(act, life);

            // Whoever lost an answer asks again later, in process time.
            await now.LetPassAsync(TimeSpan.FromHours(2));
        }

        output.WriteLine($"{lost} answers lost");
        Assert.NotEqual(0, lost);
        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        (end with { Synopsis = OnDays(end) }).MustKeepPromises(undisturbed with { Synopsis = OnDays(undisturbed) }, play.Receipts, $"LIP_SEED={seed}");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.OrchestrationsOfLastGeneration(), "orchestrations");
    }

    // What was done again later the same day.
    private static List<string> OnDays(RoundEnd end) => [.. end.Synopsis.Select(part => TimeOfDay().Replace(part, ""))];

    [GeneratedRegex("(?<=\\d{4}-\\d\\d-\\d\\d)T[\\d:.]+(\\+00:00|Z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeOfDay();

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
