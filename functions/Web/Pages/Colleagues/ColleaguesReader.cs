using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Links;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Colleagues;

/// <summary>Gathers what the page for involving others shows.</summary>
public sealed class ColleaguesReader(IRoundStore rounds, RoundDocuments documents, IWorkingDraftStore drafts, PersonalLinks links, FormToken formTokens, ProcessClock clock)
{
    /// <summary>Purpose of its forms' token.</summary>
    public const string Purpose = "links";

    /// <summary>The page of a body.</summary>
    /// <param name="token">The token of the body's own link.</param>
    /// <param name="visit">What it opens.</param>
    /// <param name="posted">What stands in the fields; null for an empty form.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public async Task<ColleaguesModel> ReadAsync(string token, LinkVisit visit, IFormCollection? posted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var roundId = visit.Round!.Round.RoundId;
        // Read again: what the request changed is to be seen.
        var round = await rounds.ReadAsync(roundId, cancellationToken) ?? visit.Round;
        var body = round.Body(visit.Body!.BodyId)!;
        var draft = await documents.DraftAsync(round.Round, cancellationToken);
        var notes = await drafts.ReadNotesAsync(roundId, body.BodyId, cancellationToken);
        var fields = await drafts.ReadAsync(roundId, body.BodyId, cancellationToken);
        var written = fields.Select(field => (field.Via, field.At)).Concat(notes.Comments.Select(comment => (comment.Via, comment.At)))
            .Where(deed => deed.Via is not null)
            .GroupBy(deed => deed.Via!, StringComparer.Ordinal)
            .ToDictionary(deeds => deeds.Key, deeds => deeds.Max(deed => deed.At), StringComparer.Ordinal);
        return new ColleaguesModel
        {
            Token = token,
            FormToken = formTokens.For(visit.Link!, Purpose),
            Round = round,
            Body = body,
            Draft = draft,
            CanChange = ReplyPageReader.PhaseOf(round, body, clock.GetUtcNow()) != ReplyPhase.Closed,
            Forward = links.ForwardAddress(roundId, body),
            Links =
            [
                .. round.ColleagueLinks
                    .Where(link => link.BodyId == body.BodyId)
                    .Select(link => new ColleagueShown(
                        link,
                        notes.Names.GetValueOrDefault(link.LinkId),
                        ColleagueRules.IsAlive(link, body),
                        written.TryGetValue(link.LinkId, out var at) ? at : null))
                    .OrderByDescending(link => link.IsAlive)
                    .ThenByDescending(link => link.Link.MadeAt),
            ],
            Form = posted is null ? ColleagueFields.Empty() : ColleagueFields.Read(posted, draft),
        };
    }
}
