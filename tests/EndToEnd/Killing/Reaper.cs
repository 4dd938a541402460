using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Testing;

namespace LipServerless.EndToEnd.Tests.Killing;

/// <summary>
/// Starts one host after the other on the same workspace and kills each at a random moment: while it starts; right before, during or
/// after a request of its to storage; right after a mail has arrived; or just some time into a deed.
/// </summary>
internal sealed class Reaper : IAsyncDisposable
{
    private readonly Run run;
    private readonly OperationReuse reuse;
    private readonly Random random;
    private readonly int wanted;
    private readonly FaultProxy proxy;
    private readonly Action<string> say;
    private readonly FileSystemWatcher mails;
    private ChildLife? life;
    private Aim? aim;
    private int deedsUntilAim;

    public Reaper(Run run, OperationReuse reuse, Random random, int wanted, FaultProxy proxy, Action<string> say)
    {
        (this.run, this.reuse, this.random, this.wanted, this.proxy, this.say) = (run, reuse, random, wanted, proxy, say);
        var folder = Directory.CreateDirectory(Path.Combine(LipServerless.Embedded.Serving.Workspace.Open(run.Folder).InboxFolder, "mails"));
        mails = new FileSystemWatcher(folder.FullName, "*.json");
        mails.Renamed += (_, _) => Volatile.Read(ref aim)?.MailCame();
        mails.EnableRaisingEvents = true;
        proxy.Rule = request => Volatile.Read(ref aim)?.RequestCame(request);
    }

    /// <summary>How many hosts have been killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The host that serves now; after a kill, its successor.</summary>
    /// <param name="deedsLeft">Deeds to be done in this round, the next one included: kills spread over them.</param>
    public async Task<Life> LivingAsync(int deedsLeft)
    {
        while (life is not { IsOver: false })
        {
            await BuryAsync();
            await SpawnAsync(deedsLeft);
        }

        if (deedsUntilAim-- == 0)
            Volatile.Write(ref aim, Aim.AtWork(life, random));
        return life;
    }

    public async ValueTask DisposeAsync()
    {
        await BuryAsync();
        proxy.Rule = null;
        mails.Dispose();
    }

    private async Task BuryAsync()
    {
        if (life is null)
            return;
        var killed = Interlocked.Exchange(ref aim, null);
        if (killed is not null && life.IsOver)
        {
            Kills++;
            say($"kill {Kills}: {killed}");
        }

        await life.DisposeAsync();
        life = null;
    }

    private async Task SpawnAsync(int deedsLeft)
    {
        const int OneInSoManyWhileStarting = 6;
        life = ChildLife.Spawn(run, reuse);
        deedsUntilAim = -1;
        var killsLeft = wanted - Kills;
        if (killsLeft > 0 && random.Next(OneInSoManyWhileStarting) == 0)
            Volatile.Write(ref aim, Aim.AtStart(life, random));
        else if (killsLeft > 0)
            deedsUntilAim = random.Next(1 + (2 * deedsLeft / (killsLeft + 2)));
        try
        {
            await life.ServesAsync();
        }
        catch (InvalidOperationException) when (life.IsOver)
        {
            // Killed before it served.
        }
    }
}
