using LipServerless.Activities.Ports;
using LipServerless.Domain.Links;
using LipServerless.Web.Limits;
using LipServerless.Web.Pages.Access.NewLink;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Access;

/// <summary>Pages for links that do not open: what to do now. They reveal nothing of the link, the round or the body.</summary>
public sealed class DeadLinkPages(PageRenderer renderer, SitePaths paths, FormToken formTokens, AttemptLimits limits)
{
    /// <summary>The page for a visit whose link does not open; where its round lives elsewhere, with the way there.</summary>
    public Task<IResult> ShowAsync(LinkVisit visit, PageTexts texts, RenderFragment? kept = null, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(visit);
        return visit is { State: LinkState.Moved, Link: { } link, Round.Round.Away.NewAddress: { } place } && token is not null
            ? ShowAsync(visit.State, texts, MovedLink.Of(new PublicAddresses(place).Page(link.Kind, token), texts, kept))
            : ShowAsync(visit.State, texts, kept, visit.State == LinkState.Moved ? null : token);
    }

    /// <summary>The page for a state that is not <see cref="LinkState.Open"/>.</summary>
    /// <param name="state">Why the link does not open.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="kept">What the reader had typed.</param>
    /// <param name="token">The link's token: with it the page offers the link that is good now.</param>
    public async Task<IResult> ShowAsync(LinkState state, PageTexts texts, RenderFragment? kept = null, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (key, status) = state switch
        {
            LinkState.Unknown => ("unknown", StatusCodes.Status404NotFound),
            LinkState.NotYet => ("notYet", StatusCodes.Status404NotFound),
            LinkState.Revoked => ("revoked", StatusCodes.Status410Gone),
            LinkState.RoundOver => ("over", StatusCodes.Status410Gone),
            LinkState.Erased => ("erased", StatusCodes.Status410Gone),
            LinkState.Moved => ("moved", StatusCodes.Status410Gone),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An open link has a page of its own."),
        };
        var model = new MessageModel(texts[$"deadLink.{key}.title"], [texts[$"deadLink.{key}.why"], texts[$"deadLink.{key}.todo"]], token is null ? kept : Offer(token, texts, kept));
        var page = new PageResult(await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), model), status);
        return state == LinkState.Unknown ? limits.AsGuess(page) : page;
    }

    // What is no token at all is not repeated on the page.
    private RenderFragment Offer(string token, PageTexts texts, RenderFragment? kept)
    {
        var shown = LinkToken.IsWellFormed(token) ? token : "";
        return NewLinkOffer.Of(shown, formTokens.For(LinkToken.Hash(shown), NewLinkFunctions.Purpose), paths.Of("new-link"), texts, kept);
    }
}
