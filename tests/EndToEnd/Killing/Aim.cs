using LipServerless.Testing;

namespace LipServerless.EndToEnd.Tests.Killing;

/// <summary>The moment at which a host is going to be killed.</summary>
internal sealed class Aim
{
    private const int MostRequests = 60;
    private const int MostMails = 4;

    private readonly ChildLife victim;
    private readonly string name;
    private readonly TimeSpan delay;
    private int requestsLeft = int.MaxValue;
    private int mailsLeft = int.MaxValue;
    private bool afterCommit;

    private Aim(ChildLife victim, string name, TimeSpan delay) => (this.victim, this.name, this.delay) = (victim, name, delay);

    /// <summary>Some time after its process was started.</summary>
    public static Aim AtStart(ChildLife victim, Random random) =>
        new Aim(victim, "while starting", random.NextDouble() * TimeSpan.FromSeconds(2)).Timed();

    /// <summary>Some time into the next deeds.</summary>
    public static Aim AtWork(ChildLife victim, Random random)
    {
        // Little more than nothing, so that what comes after is under way.
        var moment = random.NextDouble() * TimeSpan.FromMilliseconds(6);
        switch (random.Next(5))
        {
            case 0 or 1:
                var count = random.Next(1, MostMails);
                return new(victim, $"mail {count}", moment) { mailsLeft = count };
            case 2 or 3:
                var requests = random.Next(1, MostRequests);
                var after = random.Next(2) == 0;
                return new(victim, $"{(after ? "after" : "before")} request {requests}", after ? moment : TimeSpan.Zero) { requestsLeft = requests, afterCommit = after };
            default:
                return new Aim(victim, "in time", random.NextDouble() * TimeSpan.FromMilliseconds(500)).Timed();
        }
    }

    /// <summary>A mail has arrived in the inbox's folder; its sender does not know yet.</summary>
    public void MailCame()
    {
        if (Interlocked.Decrement(ref mailsLeft) == 0)
            Timed();
    }

    /// <summary>The host asks storage.</summary>
    public Fault? RequestCame(ProxiedRequest request)
    {
        if (Interlocked.Decrement(ref requestsLeft) != 0)
            return null;
        if (!afterCommit)
        {
            victim.Kill();
            return Fault.Refuse();
        }

        // Storage does it; the answer reaches the host or not.
        Timed();
        return null;
    }

    public override string ToString() => $"{name}, {delay.TotalMilliseconds:F1} ms";

    private Aim Timed()
    {
        _ = Task.Run(async () =>
        {
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, TimeProvider.System);
            victim.Kill();
        });
        return this;
    }
}
