using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Inbox;

/// <summary>What a mail is about, as its header <c>x-lip-mail</c> says, and that in German.</summary>
internal static class MailKinds
{
    /// <summary>The header that our own mails carry.</summary>
    public const string Header = "x-lip-mail";

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(MailKind.Invitation)] = "Einladung",
        [nameof(MailKind.Reminder)] = "Erinnerung",
        [nameof(MailKind.Receipt)] = "Empfangsbestätigung",
        [nameof(MailKind.OnBehalfCopy)] = "Kopie der Erfassung",
        [nameof(MailKind.Extended)] = "Fristverlängerung",
        [nameof(MailKind.ExtensionGranted)] = "Mehr Zeit bewilligt",
        [nameof(MailKind.ExtensionRefused)] = "Mehr Zeit abgelehnt",
        [nameof(MailKind.LinkWithdrawn)] = "Neuer Link",
        [nameof(MailKind.NewLink)] = "Link noch einmal",
        [nameof(MailKind.ClosedEarly)] = "Vorzeitiger Schluss",
        [nameof(MailKind.Adopted)] = "Gemeinsame Stellungnahme",
        [nameof(MailKind.NotAffectedChallenged)] = "Rückfrage Gleichstellung",
        [nameof(MailKind.DissentReceipt)] = "Abweichende Meinung",
        [nameof(MailKind.Disowned)] = "Das waren wir nicht",
        [nameof(MailKind.ConferenceReading)] = "Vorab zur Kenntnis",
        [nameof(MailKind.SteeringReading)] = "Zur Kenntnis",
        [nameof(MailKind.SteeringSynopsis)] = "Synopse",
        [nameof(MailKind.SteeringReminder)] = "Erinnerung Entscheidung",
        [nameof(MailKind.Outcome)] = "Ergebnis",
    };

    /// <summary>
    /// The kind in a header's value: the value itself, or that part of it that names a <see cref="MailKind"/> (the value may also
    /// hold recipient, round and step). Null without a header.
    /// </summary>
    public static string? Read(string? header) =>
        header?.Split(['.', '/', ';', ',', '=', ' ', ':', '|']).FirstOrDefault(part => Enum.TryParse<MailKind>(part, out var kind) && kind.ToString() == part) ?? header;

    /// <summary>A kind's German name; a kind that is not known here stands for itself.</summary>
    public static string InGerman(string kind) => Names.GetValueOrDefault(kind, kind);
}
