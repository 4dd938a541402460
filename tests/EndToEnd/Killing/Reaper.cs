using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Playing;

namespace LipServerless.EndToEnd.Tests.Killing;

/// <summary>
/// Starts one host after the other on the same workspace and kills each at a random moment: while it starts, or within one of the next
/// deeds, so that the kills spread over the round.
/// </summary>
internal sealed class Reaper(Run run, OperationReuse reuse, Random random, int wanted, Action<string> say) : IAsyncDisposable
{
    private const int OneInSoManyWhileStarting = 6;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWork = TimeSpan.FromMilliseconds(800);

    private ChildLife? life;
    private Task killing = Task.CompletedTask;
    private int deedsUntilKill;

    /// <summary>How many hosts have been killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The host that serves now; after a kill, its successor.</summary>
    /// <param name="deedsLeft">Deeds to be done in this round, the next one included.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Life> LivingAsync(int deedsLeft, CancellationToken cancellationToken)
    {
        while (life is not { IsOver: false })
        {
            await BuryAsync();
            await SpawnAsync(deedsLeft, cancellationToken);
        }

        if (deedsUntilKill-- == 0)
            killing = KillAsync(life, Math.Pow(random.NextDouble(), 2) * LongestWork);
        return life;
    }

    public async ValueTask DisposeAsync() => await BuryAsync();

    private async Task BuryAsync()
    {
        await killing;
        if (life is not null)
            await life.DisposeAsync();
        (life, killing) = (null, Task.CompletedTask);
    }

    private async Task SpawnAsync(int deedsLeft, CancellationToken cancellationToken)
    {
        life = ChildLife.Spawn(run, reuse);
        deedsUntilKill = -1;
        var killsLeft = wanted - Kills;
        if (killsLeft > 0 && random.Next(OneInSoManyWhileStarting) == 0)
            killing = KillAsync(life, random.NextDouble() * LongestStart);
        else if (killsLeft > 0)
            deedsUntilKill = random.Next(1 + (2 * deedsLeft / (killsLeft + 2)));
        try
        {
            await life.ServesAsync(cancellationToken);
        }
        catch (IOException) when (life.IsOver)
        {
            // Killed before it served.
        }
    }

    private async Task KillAsync(ChildLife victim, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        victim.Kill();
        Kills++;
        say($"kill {Kills} after {after.TotalMilliseconds:F0} ms");
    }
}
