namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>
/// Takes a life from one instant of the process to the next. What failed is tried again in process time, which stands still between acts: so
/// whenever a mail that is waited for does not come, ten minutes pass.
/// </summary>
internal sealed class NudgedClock
{
    private static readonly TimeSpan NudgeAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Nudge = TimeSpan.FromMinutes(10);

    private readonly HostedLife life;
    private DateTimeOffset now = RoundPlay.Start;

    public NudgedClock(HostedLife life)
    {
        this.life = life;
        life.Mailbox.NudgeAfter = NudgeAfter;
        life.Mailbox.WhenNothingComes = _ => LetPassAsync(Nudge);
    }

    /// <summary>Reaches an instant, unless it is past already.</summary>
    public async Task ReachAsync(DateTimeOffset instant) => await life.ReachAsync(now = instant > now ? instant : now, CancellationToken.None);

    /// <summary>Lets so much time pass.</summary>
    public async Task LetPassAsync(TimeSpan time) => await life.ReachAsync(now += time, CancellationToken.None);
}
