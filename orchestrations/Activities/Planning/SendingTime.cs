using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Planning;

/// <summary>
/// When a due mail leaves: at once where somebody waits for it, otherwise within the round's sending hours. A mail that would be
/// pointless by their next beginning leaves at once, too. Decided from stored facts and the time, so that nothing needs to sleep.
/// </summary>
public static class SendingTime
{
    /// <summary>Answers to what a person has just done: they leave at any hour.</summary>
    public static bool IsAwaited(MailKind kind) => kind is MailKind.Receipt or MailKind.DissentReceipt or MailKind.LinkWithdrawn or MailKind.NewLink or MailKind.Disowned;

    /// <summary>The first instant from <paramref name="asOf"/> on at which a due mail may leave; <paramref name="asOf"/> itself where it may now.</summary>
    public static DateTimeOffset Of(MailRecord mail, RoundView round, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(round);
        // Once the service has it, it is only asked how far it has come: at any hour.
        var from = mail.NotBefore is { } later && later > asOf ? later : asOf;
        if (IsAwaited(mail.Kind) || mail.AcceptedAt is not null)
            return from;
        var settings = round.Round.Settings;
        var opening = settings.SendingHours.NextOpening(from, settings.TimeZone);
        return PointlessFrom(mail, round) is { } end && opening >= end ? from : opening;
    }

    private static DateTimeOffset? PointlessFrom(MailRecord mail, RoundView round) => mail.Kind switch
    {
        MailKind.Invitation or MailKind.Reminder or MailKind.Extended or MailKind.ExtensionGranted or MailKind.ExtensionRefused =>
            round.Body(mail.Recipient)?.EndsAt,
        MailKind.Adopted => CollectionWindow.DissentEndsAt(round),
        MailKind.NotAffectedChallenged => CollectionWindow.CollectionClosesAt(round),
        MailKind.SteeringReminder => round.Round.DecisionDue,
        _ => null,
    };
}
