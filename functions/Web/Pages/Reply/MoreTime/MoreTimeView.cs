using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Reply.MoreTime;

/// <summary>Where a body stands with its request for more time, as its page shows it.</summary>
public sealed record MoreTimeView
{
    /// <summary>Its last request; null for none.</summary>
    public MoreTimeRequest? Last { get; init; }

    /// <summary>The reason it gave; null without a request, and once erased.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it can ask, or change what it asked.</summary>
    public bool CanAsk { get; init; }

    /// <summary>Whether its request is undecided: the page stays open.</summary>
    public bool IsUndecided => Last is { State: MoreTimeState.Requested };

    /// <summary>What the form holds: what was typed, else the undecided request.</summary>
    public MoreTimeInput Shown(MoreTimeInput typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.HasText || !IsUndecided ? typed : new() { Reason = Reason ?? "", Until = DateField.Write(Last!.WishedLastDay) };
    }

    internal static async Task<MoreTimeView> ReadAsync(BodyRecord body, IDocumentStore documents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = body.MoreTime is [.., var request] ? request : null;
        return new MoreTimeView
        {
            Last = last,
            Reason = last is null ? null : await documents.ReadTextAsync(last.ReasonDocument, cancellationToken),
            CanAsk = RequestMoreTime.Prospect(body, now) == MoreTimeOutcome.Requested,
        };
    }
}
