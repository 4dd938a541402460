using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox;

/// <summary>Which mails a list shows.</summary>
/// <param name="To">With an @, a recipient's whole address; without, a part of a recipient's name or address. Case does not count.</param>
/// <param name="Kind">The <see cref="MailSummary.Kind"/>. Case does not count.</param>
/// <param name="Since">Received at this instant or later.</param>
/// <param name="After">A number above this one.</param>
/// <param name="Before">A number below this one.</param>
internal sealed record MailFilter(string? To, string? Kind, DateTimeOffset? Since, long? After, long? Before)
{
    /// <summary>Reads the query; empty values count as missing. Names the parameters that could not be read.</summary>
    public static (MailFilter Filter, IReadOnlyList<string> Malformed) Read(IQueryCollection query)
    {
        var malformed = new List<string>();
        DateTimeOffset? since = null;
        if (Text("since") is { } instant)
        {
            // A plus sign that was not escaped arrives as a blank.
            if (DateTimeOffset.TryParse(instant.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed)) since = parsed;
            else malformed.Add("since");
        }

        return (new MailFilter(Text("to"), Text("kind"), since, Number("after"), Number("before")), malformed);

        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

        long? Number(string name)
        {
            if (Text(name) is not { } text) return null;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            malformed.Add(name);
            return null;
        }
    }

    public bool Takes(MailSummary mail) =>
        (To is null || mail.Recipients.Any(IsTo))
        && (Kind is null || string.Equals(mail.Kind, Kind, StringComparison.OrdinalIgnoreCase))
        && !(mail.Received < Since) && !(mail.Id <= After) && !(mail.Id >= Before);

    private bool IsTo(MailParty party) =>
        To!.Contains('@', StringComparison.Ordinal)
            ? string.Equals(party.Address, To, StringComparison.OrdinalIgnoreCase)
            : party.Address.Contains(To, StringComparison.OrdinalIgnoreCase) || party.DisplayName?.Contains(To, StringComparison.OrdinalIgnoreCase) == true;
}
