using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Ports;
using LipServerless.Web.Durable;
using LipServerless.Web.Overview;
using LipServerless.Web.Pages;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Dashboard;

/// <summary>The office's page for requests for more time: each with its form, and one for all.</summary>
public sealed class MoreTimeDesk(
    IRoundStore store, RoundDocuments documents, DecideMoreTime decide, StaffSession session, PageRenderer renderer, SitePaths paths, ILogger<MoreTimeDesk> logger)
{
    /// <summary>Requests that wait, forms, and what was decided.</summary>
    [Function("DashboardMoreTime")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/rounds/{roundId}/more-time")] HttpRequest request, string roundId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ShowAsync(request, roundId, MoreTimeForm.Empty, fault: null, StatusCodes.Status200OK, cancellationToken);
    }

    /// <summary>Decides and shows the page anew; what was typed is shown back where it cannot be done.</summary>
    [Function("DashboardDecideMoreTime")]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/rounds/{roundId}/more-time")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var posted = await DeskForm.ReadAsync(request, session, cancellationToken);
        var form = MoreTimeForm.Read(posted.Fields);
        if (!posted.IsOurs)
            return await ShowAsync(request, roundId, form, TextCatalog.German["dashboard.moreTime.formToken"], StatusCodes.Status400BadRequest, cancellationToken);
        try
        {
            var result = await decide.ExecuteAsync(form.ToDecision(roundId, posted.Who), cancellationToken);
            await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
            return new SeeOtherResult(paths.Of($"dashboard/rounds/{roundId}/more-time"));
        }
        catch (CommandRefusedException e)
        {
            var status = e.Reason == Refusal.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
            return await ShowAsync(request, roundId, form, e.Message, status, cancellationToken);
        }
        catch (RoundNotFoundException)
        {
            return await renderer.MissingAsync(paths);
        }
    }

    private async Task<IResult> ShowAsync(
        HttpRequest request, string roundId, MoreTimeForm form, string? fault, int status, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(roundId, cancellationToken) is not { } round)
            return await renderer.MissingAsync(paths);
        var model = new MoreTimeDeskModel(
            StaffHead.Of(request, session), round, await MoreTimeOverview.OfAsync(round, documents, cancellationToken), form, fault);
        return new PageResult(await renderer.RenderAsync<MoreTimePage>(new PageScope(TextCatalog.German, paths), model), status);
    }
}

/// <summary>What the page for requests for more time shows.</summary>
/// <param name="Staff">Who is signed in.</param>
/// <param name="Round">The round.</param>
/// <param name="Requests">The undecided first.</param>
/// <param name="Form">What was typed, when it is shown back.</param>
/// <param name="Fault">Why it could not be done; null for nothing wrong.</param>
public sealed record MoreTimeDeskModel(StaffHead Staff, RoundView Round, IReadOnlyList<MoreTimeOverview> Requests, MoreTimeForm Form, string? Fault);

/// <summary>A decision as typed.</summary>
/// <param name="Whom">A body's id, <see cref="AllRequesting"/> or <see cref="AllOpen"/>; empty for nothing typed.</param>
/// <param name="LastDay">The new last day.</param>
/// <param name="ConferenceLastDay">The conference's.</param>
/// <param name="Reason">Why.</param>
/// <param name="Decision">The button.</param>
public sealed record MoreTimeForm(string Whom, string LastDay, string ConferenceLastDay, string Reason, string Decision)
{
    /// <summary>All that asked.</summary>
    public const string AllRequesting = "*anfragende";

    /// <summary>All that are open.</summary>
    public const string AllOpen = "*offene";

    /// <summary>The button that grants.</summary>
    public const string Grant = "grant";

    /// <summary>The button that refuses.</summary>
    public const string Refuse = "refuse";

    /// <summary>Nothing typed.</summary>
    public static MoreTimeForm Empty { get; } = new("", "", "", "", "");

    /// <summary>As posted.</summary>
    public static MoreTimeForm Read(IFormCollection posted)
    {
        ArgumentNullException.ThrowIfNull(posted);
        return new(posted["whom"].ToString(), posted["lastDay"].ToString().Trim(), posted["conferenceLastDay"].ToString().Trim(), posted["reason"].ToString(), posted["decision"].ToString());
    }

    /// <summary>As a command; a date that cannot be read is refused with a sentence.</summary>
    public MoreTimeDecision ToDecision(string roundId, string who) => new()
    {
        RoundId = roundId,
        BodyId = Whom is AllRequesting or AllOpen ? null : Whom,
        AllOpen = Whom == AllOpen,
        Grant = Decision switch
        {
            Grant => true,
            Refuse => false,
            _ => throw CommandRefusedException.Invalid("decision", "Bitte „Gewähren“ oder „Ablehnen“ drücken."),
        },
        LastDay = Day(LastDay, "lastDay"),
        ConferenceLastDay = Day(ConferenceLastDay, "conferenceLastDay"),
        Reason = Reason,
        Who = who,
    };

    private static DateOnly? Day(string text, string field) => text.Length == 0
        ? null
        : DateField.Read(text) ?? throw CommandRefusedException.Invalid(field, $"„{text}“ ist kein Datum: Bitte Tag, Monat und Jahr angeben, zum Beispiel 31.3.2027.");
}
