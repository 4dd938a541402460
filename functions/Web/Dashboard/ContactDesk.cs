using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Retention;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Durable;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Dashboard;

/// <summary>The office's page to mend how a body is reached. The only one that shows its addresses.</summary>
public sealed class ContactDesk(
    IRoundStore store, IContactStore contacts, MendContact mend, StaffSession session, PageRenderer renderer, SitePaths paths, ILogger<ContactDesk> logger)
{
    private static readonly char[] Separators = ['\n', '\r', ',', ';', ' ', '\t'];

    /// <summary>The addresses on file, and what is wrong with them.</summary>
    [Function("DashboardContact")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}/bodies/{bodyId}/contact")] HttpRequest request,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ShowAsync(request, roundId, bodyId, typed: null, fault: null, StatusCodes.Status200OK, cancellationToken);
    }

    /// <summary>Mends them and goes back to the round; what was typed is shown back where it cannot be done.</summary>
    [Function("DashboardMendContact")]
    public async Task<IResult> Mend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/bodies/{bodyId}/contact")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var posted = await DeskForm.ReadAsync(request, session, cancellationToken);
        var typed = new ContactTyped(posted.Fields["emails"].ToString(), posted.Fields["postalAddress"].ToString());
        if (!posted.IsOurs)
            return await ShowAsync(request, roundId, bodyId, typed, TextCatalog.German["delivery.formToken"], StatusCodes.Status400BadRequest, cancellationToken);
        var unchanged = posted.Fields["deed"] == "unchanged";
        try
        {
            var result = await mend.ExecuteAsync(
                new()
                {
                    RoundId = roundId,
                    BodyId = bodyId,
                    Unchanged = unchanged,
                    Emails = unchanged ? null : typed.Emails.Split(Separators, StringSplitOptions.RemoveEmptyEntries),
                    PostalAddress = unchanged ? null : typed.PostalAddress,
                    Who = posted.Who,
                },
                cancellationToken);
            await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}"));
        }
        catch (CommandRefusedException e) when (e.Reason != Refusal.NotFound)
        {
            return await ShowAsync(request, roundId, bodyId, typed, e.Message, StatusCodes.Status400BadRequest, cancellationToken);
        }
        catch (RoundAwayException e)
        {
            return await ShowAsync(request, roundId, bodyId, typed, e.Explanation, StatusCodes.Status409Conflict, cancellationToken);
        }
        catch (Exception e) when (e is RoundNotFoundException or CommandRefusedException)
        {
            return await renderer.MissingAsync(paths);
        }
    }

    private async Task<IResult> ShowAsync(
        HttpRequest request, string roundId, string bodyId, ContactTyped? typed, string? fault, int status, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(roundId, cancellationToken) is not { } round || NameOf(round, bodyId) is not { } body)
            return await renderer.MissingAsync(paths);
        if (round.Erasures?.DoneAt(RetentionRules.Contacts.Id) is not null)
            return await renderer.ErasedAsync(paths, "retention.noContact");
        if (await contacts.GetAsync(round.Round.Settings.Consultation, bodyId, cancellationToken) is not { } contact)
            return await renderer.MissingAsync(paths);
        var model = new ContactModel(StaffHead.Of(request, session), round.Round, bodyId, body, round.Body(bodyId)?.Undeliverable, contact, typed ?? ContactTyped.Of(contact), fault);
        return new PageResult(await renderer.RenderAsync<ContactPage>(new PageScope(TextCatalog.German, paths), model), status);
    }

    private static string? NameOf(RoundView round, string bodyId) =>
        bodyId == WellKnownIds.SteeringGroup ? TextCatalog.German["delivery.steering"] : round.Body(bodyId)?.Name;
}

/// <summary>What the page of a body's addresses shows.</summary>
/// <param name="Staff">Who is signed in.</param>
/// <param name="Round">The round.</param>
/// <param name="BodyId">The body, or the steering group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Undeliverable">Since when no mail reaches it; null where that is not known.</param>
/// <param name="Contact">What is on file.</param>
/// <param name="Typed">What the form holds.</param>
/// <param name="Fault">Why it could not be done; null for nothing wrong.</param>
public sealed record ContactModel(StaffHead Staff, RoundRecord Round, string BodyId, string Name, Undeliverable? Undeliverable, Contact Contact, ContactTyped Typed, string? Fault);

/// <summary>Addresses as typed.</summary>
/// <param name="Emails">E-mail addresses, one a line.</param>
/// <param name="PostalAddress">Postal address.</param>
public sealed record ContactTyped(string Emails, string PostalAddress)
{
    /// <summary>As on file.</summary>
    public static ContactTyped Of(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return new(string.Join('\n', contact.Emails), contact.PostalAddress ?? "");
    }
}
