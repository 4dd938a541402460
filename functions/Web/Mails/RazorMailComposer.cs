using LipServerless.Activities.Ports;
using LipServerless.Web.Calendar;
using LipServerless.Web.Rendering;

namespace LipServerless.Web.Mails;

/// <summary>Writes mails: one document, two forms.</summary>
public sealed class RazorMailComposer(PageRenderer renderer, OfficeMailbox office, PublicAddresses addresses) : IMailComposer
{
    /// <inheritdoc />
    public async Task<ComposedMail> ComposeAsync(MailOccasion occasion, CancellationToken cancellationToken)
    {
        var mail = MailWriter.Write(occasion);
        var foot = MailFoot.Of(mail.Texts, addresses);
        return new ComposedMail
        {
            Subject = mail.Subject,
            Html = await renderer.RenderAsync<MailPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Mail"] = mail, ["Foot"] = foot }),
            Text = PlainTextMail.Write(mail, foot),
            Files = mail.Calendar is { } entry ? [new MailFile(mail.Texts["calendar.fileName"], CalendarFile.ContentType, CalendarFile.Write(entry, office))] : [],
        };
    }
}
