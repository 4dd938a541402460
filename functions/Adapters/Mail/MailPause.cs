namespace LipServerless.Adapters.Mail;

/// <summary>Until when the mail service wants to be left alone: one mail is told so, and all keep to it. Thread-safe.</summary>
internal sealed class MailPause(TimeProvider clock)
{
    private long untilTicks;

    /// <summary>How long it lasts yet; null where there is none.</summary>
    public TimeSpan? Rest => new DateTimeOffset(Interlocked.Read(ref untilTicks), TimeSpan.Zero) - clock.GetUtcNow() is var rest && rest > TimeSpan.Zero ? rest : null;

    /// <summary>Nobody is to send for so long.</summary>
    public void Begin(TimeSpan wait) => Interlocked.Exchange(ref untilTicks, (clock.GetUtcNow() + wait).UtcTicks);
}
