using System.Globalization;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Pages.Receipts;

/// <summary>The receipt of one version, for the body it belongs to.</summary>
public sealed class ShowReceipt(
    LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, RoundDocuments documents, PageRenderer renderer, SitePaths paths, ProcessClock clock)
{
    /// <summary>Receipt and copy of a version, by its number.</summary>
    [Function("ReplyReceipt")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/receipt/{number}")] HttpRequest request,
        string token,
        string number,
        CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, texts, token: token);
        var (round, body) = (visit.Round!, visit.Body!);
        // A version holds all paragraphs: a link to some of them shows none.
        if (visit.Access.IsLimited || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || round.Statement(body.BodyId, version) is not { } statement)
        {
            return await deadLinks.ShowAsync(LinkState.Unknown, texts, token: token);
        }

        var isOpen = ReplyPageReader.PhaseOf(round, body, clock.GetUtcNow()) == ReplyPhase.Open;
        var model = new ReceiptModel
        {
            Token = token,
            Round = round,
            Body = body,
            Draft = await documents.DraftAsync(round.Round, cancellationToken),
            Statement = statement,
            Content = await documents.StatementAsync(statement, cancellationToken),
            EditableUntil = isOpen ? body.EndsAt : null,
            Overtaken = Overtaken(round, statement),
        };
        return new PageResult(await renderer.RenderAsync<ReceiptPage>(new PageScope(texts, paths), model));
    }

    // Paper is entered by staff: it is no surprise to the author, and the page names it in its own place.
    private static List<StatementRecord> Overtaken(RoundView round, StatementRecord statement) =>
        statement.Channel != Channel.Web
            ? []
            : [.. round.Statements.Where(other =>
                other.BodyId == statement.BodyId && other.Channel == Channel.Web
                && other.Number > statement.BasedOn && other.Number < statement.Number)];
}
