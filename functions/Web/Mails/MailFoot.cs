using LipServerless.Activities.Ports;
using LipServerless.Web.Legal;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Mails;

/// <summary>What stands below every mail: privacy notice and imprint, and that nobody has reviewed the translation where that is so.</summary>
/// <param name="Links">Addresses without a token.</param>
/// <param name="Note">That the German text prevails; null where the language is reviewed.</param>
public sealed record MailFoot(IReadOnlyList<MailLink> Links, string? Note)
{
    private static readonly LegalPageKind[] Pages = [LegalPageKind.Privacy, LegalPageKind.Imprint];

    /// <summary>The foot in a language.</summary>
    public static MailFoot Of(PageTexts texts, PublicAddresses addresses)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(addresses);
        return new(
            [.. Pages.Select(page => new MailLink(texts.Of(page), new Uri(addresses.BaseUrl, $"{page.Path()}?{FieldNames.Language}={texts.Language}")))],
            texts.IsReviewed ? null : texts["site.unreviewed"]);
    }
}
