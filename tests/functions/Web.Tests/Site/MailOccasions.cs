using LipServerless.Activities.Links;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Tests.Site;

/// <summary>Gathers what a mail is written from, as the activity does.</summary>
internal static class MailOccasions
{
    public static async Task<MailOccasion> OfAsync(PublicSite site, string roundId, string recipient, MailKind kind, int step = 0, string language = "de")
    {
        var office = site.Office;
        var round = await office.ReadAsync(roundId);
        var mail = new MailRecord { Recipient = recipient, Owner = recipient, Kind = kind, Step = step, DueAt = office.Clock.GetUtcNow() };
        var contact = new Contact { BodyId = recipient, Emails = [$"{recipient}@example.org"], Language = language };
        var writing = new MailWriting(office.Store, office.Documents, new PersonalLinks(office.Secret, office.Links, office.Addresses), office.Composer);
        return await writing.OccasionAsync(round, mail, contact, default);
    }
}
