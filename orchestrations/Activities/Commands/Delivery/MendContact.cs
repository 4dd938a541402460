using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Delivery;

/// <summary>
/// Staff mend how a body or the steering group is reached: other addresses, by post, or the same again because it was repaired at the other end. The body is asked
/// again if it has not answered; its reminders go on from then. Kept for later rounds of the consultation.
/// </summary>
public sealed class MendContact(IRoundStore store, IContactStore contacts, ISuppressionList suppressed, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Stores the contact first, then clears the mark and makes the invitation due; doing it again completes what was interrupted.</summary>
    /// <exception cref="CommandRefusedException">Body or contact is unknown, or what is given is no contact.</exception>
    public async Task<CommandResult> ExecuteAsync(ContactMend mend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mend);
        var round = await store.ReadAsync(mend.RoundId, cancellationToken) ?? throw new RoundNotFoundException(mend.RoundId);
        var consultation = round.Round.Settings.Consultation;
        if ((round.Body(mend.BodyId) is null && mend.BodyId != WellKnownIds.SteeringGroup) || await contacts.GetAsync(consultation, mend.BodyId, cancellationToken) is not { } known)
            throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");

        var contact = Mended(known, mend);
        await contacts.PutAsync(consultation, contact, cancellationToken);
        foreach (var address in contact.Emails)
            await suppressed.RemoveAsync(consultation, address, cancellationToken);
        var isOther = !contact.Emails.Take(1).SequenceEqual(known.Emails.Take(1), StringComparer.OrdinalIgnoreCase);
        return await writer.ChangeAsync(mend.RoundId, current => Decide(current, mend, isOther), cancellationToken);
    }

    private (RoundChange?, CommandResult) Decide(RoundView round, ContactMend mend, bool isOther)
    {
        var now = clock.GetUtcNow();
        if (round.Body(mend.BodyId) is not { } body)
            return DecideSteering(round, mend, isOther, now);
        var asksAgain = body is { State: BodyState.Open, HasAnswered: false } && (isOther || body.Undeliverable is not null);
        var change = new RoundChange
        {
            Put = [body with { Undeliverable = null, ContactMendedAt = now }, .. asksAgain ? [Invitation(round, body, now)] : Array.Empty<StoredRecord>()],
            Audit = [new() { At = now, Verb = AuditVerb.ContactMended, Subject = body.BodyId, Channel = "api", Who = mend.Who }],
        };
        return (change, new CommandResult { Wake = Wakes.Of(round, body) });
    }

    // It is written to again as far as the round is: the draft to read, or the synopsis to decide on.
    private static (RoundChange?, CommandResult) DecideSteering(RoundView round, ContactMend mend, bool isOther, DateTimeOffset now)
    {
        var mails = round.Mails.Where(mail => mail.Recipient == WellKnownIds.SteeringGroup).ToList();
        MailKind? kind = round.Round.State switch
        {
            RoundState.Collecting => MailKind.SteeringReading,
            RoundState.AwaitingDecision => MailKind.SteeringSynopsis,
            _ => null,
        };
        var writesAgain = isOther || mails.Any(mail => mail.HasGoneAstray && !(mail.DueAt < round.Round.SteeringMendedAt));
        var change = new RoundChange
        {
            Put =
            [
                round.Round with { SteeringMendedAt = now },
                .. kind is { } again && writesAgain
                    ? [new MailRecord { Recipient = WellKnownIds.SteeringGroup, Owner = WellKnownIds.Round, Kind = again, Step = mails.Count(mail => mail.Kind == again), DueAt = now }]
                    : Array.Empty<StoredRecord>(),
            ],
            Audit = [new() { At = now, Verb = AuditVerb.ContactMended, Subject = WellKnownIds.SteeringGroup, Channel = "api", Who = mend.Who }],
        };
        return (change, new CommandResult { Wake = Wakes.Of(round) });
    }

    private static MailRecord Invitation(RoundView round, BodyRecord body, DateTimeOffset now) => new()
    {
        Recipient = body.BodyId,
        Owner = Wakes.OwnerOf(body),
        Kind = MailKind.Invitation,
        Step = round.Mails.Count(mail => mail.Recipient == body.BodyId && mail.Kind == MailKind.Invitation),
        DueAt = now,
    };

    private static Contact Mended(Contact known, ContactMend mend)
    {
        if (mend.Unchanged)
        {
            return mend is { Emails: null, PostalAddress: null }
                ? known
                : throw CommandRefusedException.Invalid("unchanged", "Entweder die Adresse unverändert lassen oder eine neue angeben.");
        }

        var emails = (mend.Emails ?? []).Select(email => email?.Trim() ?? "").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var postal = string.IsNullOrWhiteSpace(mend.PostalAddress) ? null : mend.PostalAddress.ReplaceLineEndings("\n").Trim();
        var isNamed = emails.Count > 0 || postal is not null || (mend.Emails is not null && known.PostalAddress is not null);
        var faults = Faults(emails, postal, isNamed).ToList();
        return faults.Count == 0
            ? known with { Emails = emails, PostalAddress = postal ?? known.PostalAddress }
            : throw new CommandRefusedException(Refusal.Invalid, string.Join(" ", faults.Select(f => f.Message).Distinct(StringComparer.Ordinal)), faults);
    }

    private static IEnumerable<SettingsFault> Faults(List<string> emails, string? postal, bool isNamed)
    {
        if (!isNamed)
            yield return new("emails", "Bitte mindestens eine E-Mail-Adresse oder eine Postanschrift angeben.");
        if (emails.Count > ContactMend.MostAddresses)
            yield return new("emails", $"Höchstens {ContactMend.MostAddresses} E-Mail-Adressen.");
        for (var i = 0; i < emails.Count; i++)
        {
            if (!RosterCheck.IsAddress(emails[i]))
                yield return new($"emails[{i}]", $"„{emails[i]}“ ist keine E-Mail-Adresse: genau ein @, keine Leerzeichen, höchstens 254 Zeichen.");
        }

        if (postal is not null && (postal.Length > ContactMend.LongestPostalAddress || postal.Any(c => c != '\n' && char.IsControl(c))))
            yield return new("postalAddress", $"Die Postanschrift darf höchstens {ContactMend.LongestPostalAddress} Zeichen und keine Steuerzeichen enthalten.");
    }
}

/// <summary>How a body is reached from now on. Unchecked.</summary>
public sealed record ContactMend
{
    /// <summary>Most e-mail addresses of a body.</summary>
    public const int MostAddresses = 20;

    /// <summary>Longest postal address, in characters.</summary>
    public const int LongestPostalAddress = 1000;

    /// <summary>The round in which it showed.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>The addresses stay: they were repaired at the other end.</summary>
    public bool Unchanged { get; init; }

    /// <summary>E-mail addresses, in place of those on file; an empty list: by post.</summary>
    public IReadOnlyList<string?>? Emails { get; init; }

    /// <summary>Postal address; without one the address on file stays.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>The person of staff.</summary>
    public required string Who { get; init; }
}
