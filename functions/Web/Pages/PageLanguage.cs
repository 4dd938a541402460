using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages;

/// <summary>The language of a page: as asked for, else the recipient's own, else German.</summary>
public sealed class PageLanguage(IContactStore contacts)
{
    /// <summary>The texts for whoever comes with this link.</summary>
    public async Task<PageTexts> ForAsync(HttpRequest request, LinkVisit visit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visit);
        if (Asked(request) is { } asked)
            return asked;
        if (visit is not { State: LinkState.Open, Round: { } round, Link: { } link })
            return TextCatalog.German;
        var contact = await contacts.GetAsync(round.Round.Settings.Consultation, link.Recipient, cancellationToken);
        return TextCatalog.For(contact?.Language);
    }

    /// <summary>The language asked for in the address; null for none that we have.</summary>
    public static PageTexts? Asked(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TextCatalog.Find(request.Query[FieldNames.Language]);
    }

    /// <summary>The language of a posted form: of the language button that was pressed, else the page's own; null where neither is ours.</summary>
    public static PageTexts? Posted(IFormCollection? posted)
    {
        var action = posted?[FieldNames.Action].ToString() ?? "";
        return TextCatalog.Find(action.StartsWith(ReplyActions.LanguagePrefix, StringComparison.Ordinal)
            ? action[ReplyActions.LanguagePrefix.Length..]
            : posted?[FieldNames.Language].ToString());
    }
}
