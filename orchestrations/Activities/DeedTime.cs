using LipServerless.Domain.Time;

namespace LipServerless.Activities;

/// <summary>The instant that a deed carries in the store.</summary>
internal static class DeedTime
{
    /// <summary>
    /// Now, and never before the instant for which the deed was decided: an activity may run hours after its turn (an outage),
    /// and on a machine whose clock is a little behind.
    /// </summary>
    public static DateTimeOffset NotBefore(this ProcessClock clock, DateTimeOffset asOf)
    {
        var now = clock.GetUtcNow();
        return now > asOf ? now : asOf;
    }
}
