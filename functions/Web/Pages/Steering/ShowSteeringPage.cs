using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Outcome;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Steering;

/// <summary>The steering group's page.</summary>
public sealed class ShowSteeringPage(ReadingPages pages)
{
    /// <summary>The page.</summary>
    [Function("SteeringPage")]
    public Task<IResult> PageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        pages.ShowAsync<SteeringPage>(request, $"s/{token}", token, LinkKind.Steering, cancellationToken);

    /// <summary>The draft as text with paragraph numbers.</summary>
    [Function("SteeringDraft")]
    public Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{token}/draft.txt")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        pages.DraftAsync(request, token, LinkKind.Steering, cancellationToken);
}
