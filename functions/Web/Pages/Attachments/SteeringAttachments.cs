using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>The steering group reads originals once the synopsis is frozen, and their files with them.</summary>
public sealed class SteeringAttachments(LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, AttachmentReading reading)
{
    /// <summary>A file of a version.</summary>
    [Function("SteeringAttachment")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "s/{token}/files/{bodyId}/{number:int}/{hash}")] HttpRequest request,
        string token,
        string bodyId,
        int number,
        string hash,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitAsync(token, LinkKind.Steering, cancellationToken);
        var round = visit is { State: LinkState.Open, Round.Round.SynopsisDocument: not null } ? visit.Round : null;
        var file = round is null ? null : await reading.OfVersionAsync(round, bodyId, number, hash, cancellationToken);
        var missing = AttachmentReading.IsNamed(round, bodyId, number, hash) ? LinkState.Erased : LinkState.Unknown;
        return file ?? await deadLinks.ShowAsync(visit.State == LinkState.Open ? missing : visit.State, await language.ForAsync(request, visit, cancellationToken));
    }
}
