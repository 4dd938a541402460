namespace LipServerless.Activities.Commands.Deadlines.MoreTime;

/// <summary>Staff decide on requests for more time: of one body, of all that asked; or give all that are open more time, asked or not.</summary>
public sealed class DecideMoreTime(ExtendDeadline extend, RefuseMoreTime refuse)
{
    /// <summary>Grants or refuses.</summary>
    /// <exception cref="CommandRefusedException">It cannot be done as asked; nothing was stored.</exception>
    public Task<CommandResult> ExecuteAsync(MoreTimeDecision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Grant)
        {
            return extend.ExecuteAsync(
                new()
                {
                    RoundId = decision.RoundId,
                    BodyId = decision.BodyId,
                    OnlyRequesting = !decision.AllOpen,
                    LastDay = decision.LastDay,
                    ConferenceLastDay = decision.ConferenceLastDay,
                    Reason = decision.Reason,
                    Who = decision.Who,
                },
                cancellationToken);
        }

        return decision.AllOpen
            ? throw CommandRefusedException.Invalid("allOpen", "Ablehnen lässt sich nur, was erbeten wurde: allOpen weglassen.")
            : refuse.ExecuteAsync(decision.RoundId, decision.BodyId, decision.Reason, decision.Who, cancellationToken);
    }
}

/// <summary>A decision on requests for more time.</summary>
public sealed record MoreTimeDecision
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body that asked; null for all that did, or for <see cref="AllOpen"/>.</summary>
    public string? BodyId { get; init; }

    /// <summary>All bodies that are open, whether they asked or not; only to grant.</summary>
    public bool AllOpen { get; init; }

    /// <summary>Grant, or refuse.</summary>
    public required bool Grant { get; init; }

    /// <summary>For a grant: the new last day; null for the day that each wished for.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>For a grant: the conference's new last day; null for as many days as its start moves.</summary>
    public DateOnly? ConferenceLastDay { get; init; }

    /// <summary>Why: the bodies are told.</summary>
    public required string Reason { get; init; }

    /// <summary>The person who decides.</summary>
    public required string Who { get; init; }
}
