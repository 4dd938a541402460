using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages;

namespace LipServerless.Web.Overview;

/// <summary>A request for more time as staff see it.</summary>
public sealed record MoreTimeOverview
{
    /// <summary>Who asks.</summary>
    public required string BodyId { get; init; }

    /// <summary>Its German name.</summary>
    public required string Name { get; init; }

    /// <summary>Its present deadline, an exclusive instant.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day it wishes for.</summary>
    public required DateOnly WishedLastDay { get; init; }

    /// <summary>Why; null once erased.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the request stands.</summary>
    public required MoreTimeState State { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What the office answered.</summary>
    public string? Answer { get; init; }

    /// <summary>All requests of a round: the undecided first, the longest waiting before the others.</summary>
    public static async Task<IReadOnlyList<MoreTimeOverview>> OfAsync(RoundView round, RoundDocuments documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(documents);
        var waiting = UndecidedRequests.Of(round).Select(body => body.BodyId).ToHashSet(StringComparer.Ordinal);
        var requests = round.Bodies.SelectMany(body => body.MoreTime.Select(request => (body, request)))
            .OrderBy(pair => pair.request.State == MoreTimeState.Requested && waiting.Contains(pair.body.BodyId) ? 0 : 1)
            .ThenBy(pair => pair.request.At);
        var overviews = new List<MoreTimeOverview>();
        foreach (var (body, request) in requests)
        {
            overviews.Add(new()
            {
                BodyId = body.BodyId,
                Name = body.Name,
                Deadline = body.Deadline,
                At = request.At,
                WishedLastDay = request.WishedLastDay,
                Reason = await documents.ReasonAsync(request, cancellationToken),
                State = request.State,
                DecidedAt = request.DecidedAt,
                Answer = request.Answer,
            });
        }

        return overviews;
    }
}
