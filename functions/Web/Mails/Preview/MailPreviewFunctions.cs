using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Dashboard;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Mails.Preview;

/// <summary>
/// Every mail with sample data, for staff: as it looks, as plain text, and as a letter, in each language. Behind the dashboard's sign-in;
/// nothing is sent and nothing of a real round is shown.
/// </summary>
public sealed class MailPreviewFunctions(IMailComposer composer, StaffSession session, PageRenderer renderer, SitePaths paths, PublicAddresses addresses)
{
    /// <summary>The list of samples, and the first of them.</summary>
    [Function("DashboardMails")]
    public Task<IResult> Samples(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/mails")] HttpRequest request, CancellationToken cancellationToken) =>
        Sample(request, nameof(MailKind.Invitation), cancellationToken);

    /// <summary>One sample.</summary>
    [Function("DashboardMail")]
    public async Task<IResult> Sample(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/mails/{sample}")] HttpRequest request, string sample, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (MailSample.Find(sample) is not { } found)
            return await renderer.MissingAsync(paths, "preview.missing");
        var language = LanguageOf(request);
        var staff = StaffHead.Of(request, session);
        var model = new MailPreview(staff, found, language, await composer.ComposeAsync(found.Occasion(language, addresses), cancellationToken));
        return new PageResult(await renderer.RenderAsync<MailPreviewPage>(new PageScope(TextCatalog.German, paths), model)) { Frames = true };
    }

    /// <summary>Its HTML, for the frame on that page.</summary>
    [Function("DashboardMailHtml")]
    public async Task<IResult> Html(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/mails/{sample}/html")] HttpRequest request, string sample, CancellationToken cancellationToken)
    {
        if (MailSample.Find(sample) is not { } found)
            return await renderer.MissingAsync(paths, "preview.missing");
        return new FramedMailResult((await composer.ComposeAsync(found.Occasion(LanguageOf(request), addresses), cancellationToken)).Html);
    }

    /// <summary>The same words as a letter, to print.</summary>
    [Function("DashboardMailLetter")]
    public async Task<IResult> Letter(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/mails/{sample}/letter")] HttpRequest request, string sample, CancellationToken cancellationToken)
    {
        if (MailSample.Find(sample) is not { } found)
            return await renderer.MissingAsync(paths, "preview.missing");
        var letter = LetterModel.Of(found.Occasion(LanguageOf(request), addresses));
        return new PageResult(await renderer.RenderAsync<LetterPreviewPage>(new PageScope(letter.Mail.Texts, paths), letter));
    }

    private static string LanguageOf(HttpRequest request) => (Pages.PageLanguage.Asked(request) ?? TextCatalog.German).Language;
}

/// <summary>What the page of samples shows.</summary>
/// <param name="Staff">Who is signed in.</param>
/// <param name="Sample">The sample that is shown.</param>
/// <param name="Language">Its language.</param>
/// <param name="Mail">The mail.</param>
public sealed record MailPreview(StaffHead Staff, MailSample Sample, string Language, ComposedMail Mail);
