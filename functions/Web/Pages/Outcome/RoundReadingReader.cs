using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Web.Pages.Outcome;

/// <summary>Gathers what the reading pages show.</summary>
public sealed class RoundReadingReader(RoundDocuments documents, ReplyPageReader replies)
{
    /// <summary>What a visit may read.</summary>
    public async Task<RoundReadingModel> ReadAsync(string path, LinkVisit visit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var round = visit.Round!;
        var draft = await documents.DraftAsync(round.Round, cancellationToken);
        return new RoundReadingModel
        {
            Path = path,
            Round = round,
            Draft = draft,
            Synopsis = await documents.SynopsisAsync(round.Round, cancellationToken),
            Earlier = await replies.InstructionsAsync(round.Round, draft, cancellationToken),
            Body = visit.Body,
        };
    }
}
