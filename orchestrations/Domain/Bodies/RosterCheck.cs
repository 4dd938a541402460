using System.Net.Mail;
using System.Text.RegularExpressions;
using LipServerless.Domain.Settings;

namespace LipServerless.Domain.Bodies;

/// <summary>Checks roster entries; lists every fault at once.</summary>
public static partial class RosterCheck
{
    // Receipts go to all of them in one mail, and a mail has room for fifty.
    private const int MostEmails = 20;
    private const int LongestPostalAddress = 500;

    /// <summary>Faults of a list of entries; <paramref name="path"/> is the field they stand in.</summary>
    public static IEnumerable<SettingsFault> Faults(IReadOnlyList<RosterEntry> entries, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            var at = $"{path}[{i}]";
            foreach (var fault in FaultsOf(entries[i], at, kindNeeded: true))
                yield return fault;
            if (entries[i].Id is { } id && !seen.Add(id))
                yield return new($"{at}.id", $"Die Kennung '{id}' kommt mehrfach vor: Jedes Gremium braucht eine eigene.");
        }

        if (entries.Count(e => string.Equals(e.Kind, nameof(BodyKind.DelegateConference), StringComparison.OrdinalIgnoreCase)) > 1)
            yield return new(path, "Es kann nur eine Delegiertenkonferenz geben.");
    }

    /// <summary>Faults of one entry.</summary>
    public static IEnumerable<SettingsFault> FaultsOf(RosterEntry entry, string at, bool kindNeeded)
    {
        if (string.IsNullOrWhiteSpace(entry.Id) || !IdPattern().IsMatch(entry.Id))
            yield return new($"{at}.id", "Die Kennung fehlt oder ist ungültig: 1 bis 40 Zeichen aus a–z, 0–9 und Bindestrich.");
        if (entry.Id is WellKnownIds.SteeringGroup or WellKnownIds.Round && kindNeeded)
            yield return new($"{at}.id", $"Die Kennung '{entry.Id}' ist vergeben: Bitte eine andere wählen.");
        if (kindNeeded && (!Enum.TryParse<BodyKind>(entry.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || int.TryParse(entry.Kind, out _)))
            yield return new($"{at}.kind", $"Unbekannte Art '{entry.Kind}': erlaubt sind {string.Join(", ", Enum.GetNames<BodyKind>())}.");
        if (!OneLine.Is(entry.Name))
            yield return new($"{at}.name", "Der Name fehlt, ist länger als 200 Zeichen oder enthält Steuerzeichen.");
        if ((entry.Emails is null or { Count: 0 }) && string.IsNullOrWhiteSpace(entry.PostalAddress))
            yield return new($"{at}.emails", "Es fehlen E-Mail-Adresse und Postanschrift: Eine von beiden ist nötig.");
        if (entry.Emails is { Count: > MostEmails })
            yield return new($"{at}.emails", $"Mehr als {MostEmails} Adressen sind nicht vorgesehen: bitte einen Verteiler einrichten.");
        if (entry.PostalAddress is { } postal && (postal.Length > LongestPostalAddress || postal.Any(c => c is not '\n' and not '\r' && OneLine.IsHidden(c))))
            yield return new($"{at}.postalAddress", $"Die Postanschrift ist länger als {LongestPostalAddress} Zeichen oder enthält Steuerzeichen.");
        foreach (var email in entry.Emails ?? [])
        {
            if (!IsAddress(email))
                yield return new($"{at}.emails", $"'{email}' ist keine E-Mail-Adresse.");
        }

        if (entry.Language is { } language && !LanguagePattern().IsMatch(language))
            yield return new($"{at}.language", $"'{language}' ist kein Sprachkürzel: zum Beispiel de, en, tr, ar.");
    }

    /// <summary>Addresses that several entries share: allowed, but worth a warning.</summary>
    public static IEnumerable<SettingsFault> SharedAddresses(IReadOnlyList<RosterEntry> entries, string path) =>
        from pair in entries.SelectMany(e => (e.Emails ?? []).Where(a => a is not null).Distinct(StringComparer.OrdinalIgnoreCase).Select(a => (Address: a.Trim(), e.Id)))
        group pair.Id by pair.Address.ToLowerInvariant() into shared
        where shared.Distinct(StringComparer.Ordinal).Count() > 1
        select new SettingsFault(path, $"Die Adresse '{shared.Key}' teilen sich mehrere Gremien: {string.Join(", ", shared)}.");

    /// <summary>Whether a text is one e-mail address: nothing around it, no line breaks, at most 254 characters.</summary>
    public static bool IsAddress(string? email)
    {
        var text = email?.Trim();
        return text is { Length: <= 254 } && !text.Any(OneLine.IsHidden) && !text.Contains(' ', StringComparison.Ordinal)
            && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdPattern();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z]{2,8})?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LanguagePattern();
}
