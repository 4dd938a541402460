using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Dashboard;

/// <summary>What the office's pages answer where there is nothing else to show: a title and a sentence.</summary>
internal static class DeskMessages
{
    /// <summary>404: there is no such round, or no such part of it.</summary>
    public static Task<PageResult> MissingAsync(this PageRenderer renderer, SitePaths paths, string sentence = "dashboard.missingHow") =>
        renderer.MessageAsync(paths, StatusCodes.Status404NotFound, "dashboard.missing", TextCatalog.German[sentence]);

    /// <summary>410: it was there, and was erased.</summary>
    public static Task<PageResult> ErasedAsync(this PageRenderer renderer, SitePaths paths, string sentence) =>
        renderer.MessageAsync(paths, StatusCodes.Status410Gone, "deadLink.erased.title", TextCatalog.German[sentence]);

    /// <summary>A sentence under the title of this key.</summary>
    public static async Task<PageResult> MessageAsync(this PageRenderer renderer, SitePaths paths, int status, string title, string sentence)
    {
        var texts = TextCatalog.German;
        return new(await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), new MessageModel(texts[title], [sentence])), status);
    }
}
