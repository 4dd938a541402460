using LipServerless.Activities.Commands.Letters;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Mails;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Dashboard;

/// <summary>Letters to bodies without e-mail: to print, and to record as posted.</summary>
public sealed class LetterFunctions(
    IRoundStore store, IContactStore contacts, MailWriting writing, MarkLetterPosted post, StaffSession session, PageRenderer renderer, SitePaths paths)
{
    /// <summary>The letter, with a button that records it as posted.</summary>
    [Function("DashboardLetter")]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}/letters/{mailId}")] HttpRequest request,
        string roundId,
        string mailId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var round = await store.ReadAsync(roundId, cancellationToken);
        var contact = round?.Mail(mailId) is { State: MailState.Letter } found
            ? await contacts.GetAsync(round.Round.Settings.Consultation, found.Recipient, cancellationToken)
            : null;
        if (round?.Mail(mailId) is not { } mail || contact is null)
            return round?.Erasures?.DoneAt(RetentionRules.Contacts.Id) is null
                ? await renderer.MissingAsync(paths, "dashboard.letterMissing")
                : await renderer.ErasedAsync(paths, "retention.noLetter");

        var letter = LetterModel.Of(await writing.OccasionAsync(round, mail, contact, cancellationToken));
        var model = new LetterToPost(letter, roundId, mailId, mail.LetterPostedAt is not null, session.FormToken(request.Staff().Name));
        return new PageResult(await renderer.RenderAsync<LetterToPostPage>(new PageScope(TextCatalog.For(contact.Language), paths), model));
    }

    /// <summary>Records it as posted and goes back to the round.</summary>
    [Function("DashboardLetterPosted")]
    public async Task<IResult> Posted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/letters/{mailId}")] HttpRequest request,
        string roundId,
        string mailId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await DeskForm.ReadAsync(request, session, cancellationToken) is { IsOurs: true } posted)
            await post.ExecuteAsync(roundId, mailId, posted.Who, cancellationToken);
        return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
    }
}

/// <summary>What a letter's page shows.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="RoundId">Its round.</param>
/// <param name="MailId">Its id.</param>
/// <param name="IsPosted">It was recorded as posted.</param>
/// <param name="FormToken">For the form that records it.</param>
public sealed record LetterToPost(LetterModel Letter, string RoundId, string MailId, bool IsPosted, string FormToken);
