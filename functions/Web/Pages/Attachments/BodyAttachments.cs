using LipServerless.Web.Pages.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>Files behind a body's link: of its working draft, and of the versions that its page shows. Not behind one limited to some paragraphs.</summary>
public sealed class BodyAttachments(LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, AttachmentReading reading)
{
    /// <summary>A file of the working draft.</summary>
    [Function("DraftAttachment")]
    public async Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/draft-files/{hash}")] HttpRequest request, string token, string hash, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        var file = visit is { State: LinkState.Open, Access.IsLimited: false } ? await reading.OfDraftAsync(visit.Round!, visit.Body!.BodyId, hash, cancellationToken) : null;
        return file ?? await MissingAsync(request, visit, LinkState.Unknown, cancellationToken);
    }

    /// <summary>A file of a version.</summary>
    [Function("ReplyAttachment")]
    public async Task<IResult> VersionAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/files/{bodyId}/{number:int}/{hash}")] HttpRequest request,
        string token,
        string bodyId,
        int number,
        string hash,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        if (visit is not { State: LinkState.Open, Access.IsLimited: false, Round: { } round, Body: { } body } || round.Statement(bodyId, number) is not { } version || !reading.MaySee(round, body, version))
            return await MissingAsync(request, visit, LinkState.Unknown, cancellationToken);
        var missing = AttachmentReading.IsNamed(round, bodyId, number, hash) ? LinkState.Erased : LinkState.Unknown;
        return await reading.OfVersionAsync(round, bodyId, number, hash, cancellationToken) ?? await MissingAsync(request, visit, missing, cancellationToken);
    }

    // A file that is not theirs looks like one that never was.
    private async Task<IResult> MissingAsync(HttpRequest request, LinkVisit visit, LinkState missing, CancellationToken cancellationToken) =>
        await deadLinks.ShowAsync(visit.State == LinkState.Open ? missing : visit.State, await language.ForAsync(request, visit, cancellationToken));
}
