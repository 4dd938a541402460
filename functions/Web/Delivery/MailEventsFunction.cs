using System.Text.Json;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Settings;
using LipServerless.Web.Api;
using LipServerless.Web.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Delivery;

/// <summary>The web hook to which Event Grid brings the mail service's delivery reports. Nobody else is heard.</summary>
public sealed partial class MailEventsFunction(IEventSenderCheck sender, TakeDeliveryReport take, ILogger<MailEventsFunction> logger)
{
    private const string Handshake = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const int MostBytes = 1024 * 1024;

    /// <summary>
    /// Takes events: 200 when everything in them is stored or is no affair of ours, 400 naming the field at fault, 401 for strangers, 503
    /// where it cannot be found out who sends; Event Grid then sends again.
    /// </summary>
    [Function("MailEvents")]
    public async Task<IResult> Post(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/mail/events")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var verdict = await sender.CheckAsync(request.Headers.Authorization, cancellationToken);
        if (verdict.Standing != SenderStanding.Known)
        {
            Refused(logger, verdict.Why);
            return Refusal(verdict.Standing);
        }

        var body = await BoundedBody.ReadAsync(request, MostBytes, cancellationToken);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return Problems.Invalid("$", "Die Anfrage ist kein JSON.");
        }

        using (document)
        {
            var (events, faults) = GridEvent.Read(document.RootElement);
            if (faults.Count > 0)
                return Problems.Invalid(faults);
            return events.FirstOrDefault(e => e.Type == Handshake) is { } handshake
                ? Answer(handshake)
                : await TakeAsync(events, cancellationToken);
        }
    }

    // All are checked before any is stored: Event Grid sends all of a request again, or none.
    private async Task<IResult> TakeAsync(IReadOnlyList<GridEvent> events, CancellationToken cancellationToken)
    {
        var faults = new List<SettingsFault>();
        var reports = events.Where(e => e.Type == ReportEvent.Type).Select(e => ReportEvent.Read(e, faults)).ToList();
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                Malformed(logger, fault.Field);
            return Problems.Invalid(faults);
        }

        foreach (var report in reports.OfType<DeliveryReport>())
        {
            if (!await take.ExecuteAsync(report, cancellationToken))
                NotOurs(logger, report.OperationId);
        }

        return Results.Ok(new { taken = reports.Count, ignored = events.Count - reports.Count });
    }

    // The code alone is sent back. The address that comes with it is never called: whoever sends it would choose where we knock.
    private static IResult Answer(GridEvent handshake)
    {
        var faults = new List<SettingsFault>();
        var code = new EventFields(handshake.Data, $"{handshake.Path}.data", faults).Text("validationCode", 512);
        return code is null ? Problems.Invalid(faults) : Results.Ok(new { validationResponse = code });
    }

    private static IResult Refusal(SenderStanding standing) => standing switch
    {
        SenderStanding.NotConfigured => Problems.Of(
            StatusCodes.Status404NotFound, "Nicht eingerichtet", "Zustellberichte sind hier nicht eingerichtet (Einstellungen Lip:Entra:TenantId und Lip:Entra:ClientId)."),
        SenderStanding.CannotTell => Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "Derzeit nicht möglich", "Der Absender ließ sich nicht prüfen: bitte noch einmal senden."),
        _ => Problems.Of(StatusCodes.Status401Unauthorized, "Absender unbekannt", "Zustellberichte nimmt diese Adresse nur von Event Grid an, mit gültigem Token."),
    };

    [LoggerMessage(EventId = 2855, EventName = "DeliveryReportNotUnderstood", Level = LogLevel.Warning,
        Message = "An event was not understood: {Field} is missing or wrong.")]
    private static partial void Malformed(ILogger logger, string field);

    [LoggerMessage(EventId = 2856, EventName = "DeliveryReportNotOurs", Level = LogLevel.Information,
        Message = "A delivery report was about a mail that is none of ours: {OperationId}.")]
    private static partial void NotOurs(ILogger logger, Guid operationId);

    [LoggerMessage(EventId = 2800, EventName = "DeliveryReportsRefused", Level = LogLevel.Warning,
        Message = "Events were not taken: {Reason}.")]
    private static partial void Refused(ILogger logger, string? reason);
}
