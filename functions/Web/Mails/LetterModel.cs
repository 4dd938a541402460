using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Paper;

namespace LipServerless.Web.Mails;

/// <summary>A letter: the same words as the mail, for a body without e-mail.</summary>
public sealed record LetterModel
{
    /// <summary>What it says.</summary>
    public required MailDocument Mail { get; init; }

    /// <summary>Lines of the postal address.</summary>
    public required IReadOnlyList<string> Address { get; init; }

    /// <summary>The date above it: when it became due.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Whether it asks for an answer: then it says how to give one on paper.</summary>
    public bool AsksForAnswer { get; init; }

    /// <summary>The first of its links: the recipient's own page.</summary>
    public MailLink MainLink => Mail.Blocks.OfType<MailLink>().First();

    /// <summary>That page's address as a QR code: nobody types a token.</summary>
    public QrPath Code => QrPath.Of(MainLink.Address);

    /// <summary>The letter for an occasion.</summary>
    public static LetterModel Of(MailOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        var address = occasion.Contact.PostalAddress ?? "";
        return new LetterModel
        {
            Mail = MailWriter.Write(occasion),
            Address = [.. address.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Date = LocalTime.DateOf(occasion.Mail.DueAt, occasion.Round.Round.Settings.TimeZone),
            AsksForAnswer = occasion.Mail.Kind is MailKind.Invitation or MailKind.Reminder
                or MailKind.Extended or MailKind.ExtensionGranted or MailKind.ExtensionRefused or MailKind.LinkWithdrawn,
        };
    }
}
