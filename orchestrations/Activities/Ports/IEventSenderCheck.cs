namespace LipServerless.Activities.Ports;

/// <summary>Whether a request to the web hook comes from the service that sends delivery reports.</summary>
public interface IEventSenderCheck
{
    /// <summary>Judges the request's <c>Authorization</c> header. Never lets anybody in because something failed.</summary>
    Task<SenderVerdict> CheckAsync(string? authorization, CancellationToken cancellationToken);
}

/// <summary>What became of the check.</summary>
/// <param name="Standing">Whether the request may go on.</param>
/// <param name="Why">Why not, for the log: a fixed sentence that holds nothing of the request.</param>
public sealed record SenderVerdict(SenderStanding Standing, string? Why = null);

/// <summary>Whether a sender may bring events.</summary>
public enum SenderStanding
{
    /// <summary>It is who it says.</summary>
    Known,

    /// <summary>It is not, or does not say.</summary>
    Unknown,

    /// <summary>The settings name nobody who could be checked: the hook is closed.</summary>
    NotConfigured,

    /// <summary>It could not be found out now: to be asked again.</summary>
    CannotTell,
}
