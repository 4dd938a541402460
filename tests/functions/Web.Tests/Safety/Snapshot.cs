using System.Text.Json;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Safety;

/// <summary>Everything that is stored of a round, as one text: two of them are equal where nothing was changed in between.</summary>
internal static class Snapshot
{
    public static async Task<string> OfAsync(PublicSite site, string roundId)
    {
        var office = site.Office;
        var round = await office.ReadAsync(roundId);
        var drafts = new List<object>();
        foreach (var body in round.Bodies)
        {
            drafts.AddRange(await office.Drafts.ReadAsync(roundId, body.BodyId, default));
            drafts.AddRange(await office.Attachments.ReadAsync(roundId, body.BodyId, default));
        }

        return JsonSerializer.Serialize(new
        {
            round.Round,
            round.Bodies,
            round.Statements,
            round.Mails,
            round.Decision,
            Drafts = drafts,
            Log = (await office.Store.ReadAuditAsync(roundId, default)).Select(line => line.Entry.Hash),
            Documents = office.Documents.Names,
            Files = (await office.Attachments.ListAsync(roundId, default)).Select(file => file.Version),
            Links = office.Links.All.Select(link => link.TokenHash).Order(StringComparer.Ordinal),
            Wakes = site.Wakes.Raised,
        });
    }
}
