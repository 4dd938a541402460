using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Access;

/// <summary>Pages for links that do not open: what to do now. They reveal nothing of the link, the round or the body.</summary>
public sealed class DeadLinkPages(PageRenderer renderer, SitePaths paths)
{
    /// <summary>The page for a state that is not <see cref="LinkState.Open"/>.</summary>
    /// <param name="state">Why the link does not open.</param>
    /// <param name="texts">The reader's language.</param>
    /// <param name="kept">What the reader had typed.</param>
    public async Task<IResult> ShowAsync(LinkState state, PageTexts texts, RenderFragment? kept = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (key, status) = state switch
        {
            LinkState.Unknown => ("unknown", StatusCodes.Status404NotFound),
            LinkState.NotYet => ("notYet", StatusCodes.Status404NotFound),
            LinkState.Revoked => ("revoked", StatusCodes.Status410Gone),
            LinkState.RoundOver => ("over", StatusCodes.Status410Gone),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "An open link has a page of its own."),
        };
        var model = new MessageModel(texts[$"deadLink.{key}.title"], [texts[$"deadLink.{key}.why"], texts[$"deadLink.{key}.todo"]], kept);
        return new PageResult(await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), model), status);
    }
}
