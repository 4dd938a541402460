using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Calendar;

/// <summary>Which mails bring the deadline as a calendar entry, and what they say of it.</summary>
internal static class MailedCalendar
{
    /// <summary>
    /// The entry that goes with a mail, as the deadline stands when it is written; null where none does. An invitation that was held
    /// up until all was over brings none.
    /// </summary>
    public static DeadlineEntry? Of(MailOccasion occasion, PageTexts texts) =>
        occasion.Body is { } body && Fits(occasion.Mail.Kind, body) ? DeadlineEntry.Of(occasion.Round.Round, body, texts) : null;

    /// <summary>The key of the sentence that says what the enclosed entry does.</summary>
    public static string SentenceFor(DeadlineEntry entry) => entry switch
    {
        { IsCancelled: true } => "calendar.enclosedEnd",
        { Sequence: > 0 } => "calendar.enclosedUpdate",
        _ => "calendar.enclosed",
    };

    private static bool Fits(MailKind kind, BodyRecord body) => kind switch
    {
        MailKind.Invitation or MailKind.Extended or MailKind.ExtensionGranted => body.State == BodyState.Open,
        MailKind.ExtensionRefused => body.State == BodyState.Open && body.EndsAt > body.Deadline,
        MailKind.ClosedEarly => body.ClosedEarly,
        _ => false,
    };
}
