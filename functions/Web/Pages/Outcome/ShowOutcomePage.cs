using LipServerless.Activities.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Outcome;

/// <summary>A body's page with the outcome: open once the steering group has decided.</summary>
public sealed class ShowOutcomePage(ReadingPages pages)
{
    /// <summary>The page.</summary>
    [Function("OutcomePage")]
    public Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "o/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        pages.ShowAsync<OutcomePage>(request, $"o/{token}", token, LinkKind.Outcome, cancellationToken);

    /// <summary>The draft as text with paragraph numbers.</summary>
    [Function("OutcomeDraft")]
    public Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "o/{token}/draft.txt")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        pages.DraftAsync(request, token, LinkKind.Outcome, cancellationToken);
}
