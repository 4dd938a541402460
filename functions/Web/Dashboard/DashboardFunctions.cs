using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Web.Durable;
using LipServerless.Web.Overview;
using LipServerless.Web.Pages;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Synopses;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace LipServerless.Web.Dashboard;

/// <summary>The office's pages: all rounds, and one round with who was asked, reminded, has answered, and what is due.</summary>
public sealed class DashboardFunctions(
    IRoundStore store, RoundDocuments documents, StaffSession session, SynopsisAnswer synopsis, PageRenderer renderer, SitePaths paths, ProcessClock clock)
{
    /// <summary>All rounds, newest first.</summary>
    [Function("Dashboard")]
    public async Task<IResult> Rounds(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = clock.GetUtcNow();
        List<RoundOverview> rounds = [];
        Dictionary<string, StuckParts> stuck = new(StringComparer.Ordinal);
        await foreach (var round in store.ReadAllAsync(cancellationToken))
        {
            rounds.Insert(0, RoundOverview.Of(round, now));
            stuck[round.Round.RoundId] = await StuckParts.OfAsync(client, round, cancellationToken);
        }

        var model = new DashboardModel(StaffHead.Of(request, session), now, rounds) { Stuck = stuck };
        return new PageResult(await renderer.RenderAsync<DashboardPage>(Scope(), model));
    }

    /// <summary>One round.</summary>
    [Function("DashboardRound")]
    public async Task<IResult> Round(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}")] HttpRequest request, string roundId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await store.ReadAsync(roundId, cancellationToken) is not { } round)
            return await renderer.MissingAsync(paths);
        var equality = EqualityOverview.Of(round, await documents.DraftAsync(round.Round, cancellationToken));
        var model = new DashboardRoundModel(StaffHead.Of(request, session), RoundOverview.Of(round, clock.GetUtcNow()), equality)
        {
            Stuck = await StuckParts.OfAsync(client, round, cancellationToken),
        };
        return new PageResult(await renderer.RenderAsync<DashboardRoundPage>(Scope(), model));
    }

    /// <summary>Its synopsis as a page.</summary>
    [Function("DashboardSynopsis")]
    public async Task<IResult> Synopsis(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}/synopsis")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await store.ReadAsync(roundId, cancellationToken) is { Round.SynopsisDocument: not null }
            ? await synopsis.AsAsync(roundId, request.Query["format"], cancellationToken)
            : await renderer.MissingAsync(paths);
    }

    private PageScope Scope() => new(TextCatalog.German, paths);
}

/// <summary>Who is signed in.</summary>
/// <param name="Name">The person.</param>
/// <param name="FormToken">For the forms of the dashboard.</param>
public sealed record StaffHead(string Name, string FormToken)
{
    /// <summary>Signed in at Entra ID: signing out is there too.</summary>
    public bool ByEntra { get; init; }

    /// <summary>Whoever makes the request.</summary>
    public static StaffHead Of(HttpRequest request, StaffSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var member = request.Staff();
        return new(member.Name, session.FormToken(member.Name)) { ByEntra = member.ByEntra };
    }
}

/// <summary>What the list of rounds shows.</summary>
/// <param name="Staff">Who is signed in.</param>
/// <param name="AsOf">Process time.</param>
/// <param name="Rounds">Newest first.</param>
public sealed record DashboardModel(StaffHead Staff, DateTimeOffset AsOf, IReadOnlyList<RoundOverview> Rounds)
{
    /// <summary>By round: what stands still.</summary>
    public IReadOnlyDictionary<string, StuckParts> Stuck { get; init; } = new Dictionary<string, StuckParts>();
}

/// <summary>What a round's page shows.</summary>
/// <param name="Staff">Who is signed in.</param>
/// <param name="Round">The round.</param>
/// <param name="Equality">What is recorded about equality.</param>
public sealed record DashboardRoundModel(StaffHead Staff, RoundOverview Round, EqualityOverview Equality)
{
    /// <summary>What stands still.</summary>
    public StuckParts Stuck { get; init; } = StuckParts.None;
}
