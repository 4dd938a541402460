using LipServerless.Activities.Ports;
using LipServerless.Web.Pages;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Calendar;

/// <summary>"Frist in den Kalender": the same file that the mails bring, from the reply page.</summary>
public sealed class ReplyCalendarFunction(LinkGate gate, DeadLinkPages deadLinks, PageLanguage language, OfficeMailbox office)
{
    /// <summary>The body's deadline as it stands, to save.</summary>
    [Function("ReplyCalendar")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b/{token}/deadline.ics")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var visit = await gate.VisitPageAsync(token, cancellationToken);
        var texts = await language.ForAsync(request, visit, cancellationToken);
        if (visit.State != LinkState.Open)
            return await deadLinks.ShowAsync(visit, texts, token: token);
        var entry = DeadlineEntry.Of(visit.Round!.Round, visit.Body!, texts);
        return new DownloadResult(CalendarFile.Write(entry, office), $"{CalendarFile.ContentType}; charset=utf-8", texts["calendar.fileName"]);
    }
}
