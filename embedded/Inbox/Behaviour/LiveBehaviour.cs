using System.Text.Json;
using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;

namespace LipServerless.Embedded.Inbox.Behaviour;

/// <summary>
/// The behaviour in force, what is left of its counts, and the suppression list. Kept in the inbox's folder, so that a bouncing address goes
/// on bouncing after a restart. Thread-safe.
/// </summary>
internal sealed class LiveBehaviour
{
    private readonly Lock gate = new();
    private readonly string file;
    private readonly InboxOptions options;
    private readonly CallRate sends;
    private readonly CallRate reads;
    private readonly SuppressionList suppressed;
    private InboxBehaviour current;
    private long quietFrom;
    private TimeSpan quietFor;
    private long tooEarly;

    /// <exception cref="InvalidDataException">The file is none of ours.</exception>
    public LiveBehaviour(string folder, InboxOptions options)
    {
        this.options = options;
        file = Path.Combine(folder, "behaviour.json");
        var kept = Read(file);
        current = options.Behaviour ?? kept.Behaviour;
        suppressed = new(kept.Suppressed);
        (sends, reads) = (new CallRate(options.SystemClock), new CallRate(options.SystemClock));
    }

    /// <summary>Called, outside any lock, when another behaviour has come into force.</summary>
    public event Action? Changed;

    public InboxBehaviour Current
    {
        get
        {
            lock (gate) return current;
        }
    }

    /// <summary>Addresses that have bounced, those whose time is over included.</summary>
    public IReadOnlyList<SuppressedAddress> Suppressed
    {
        get
        {
            lock (gate) return suppressed.All;
        }
    }

    public OperationReuse Reuse => Current.OperationReuse ?? options.Reuse;

    /// <summary>Sends that came before the time was over that the last 429 named.</summary>
    public long TooEarly
    {
        get
        {
            lock (gate) return tooEarly;
        }
    }

    /// <summary>Puts a checked behaviour into force.</summary>
    public void Replace(InboxBehaviour next)
    {
        lock (gate) Keep(next);
        Changed?.Invoke();
    }

    /// <summary>Changes the behaviour in force.</summary>
    public void Change(Func<InboxBehaviour, InboxBehaviour> change)
    {
        lock (gate) Keep(change(current));
        Changed?.Invoke();
    }

    /// <summary>Takes an address off the suppression list; false if it is not on it.</summary>
    public bool Forget(string address)
    {
        lock (gate)
        {
            if (!suppressed.Forget(address)) return false;
            Keep(current);
            return true;
        }
    }

    /// <summary>What goes wrong with a send; null if nothing does.</summary>
    /// <param name="attempt">The send.</param>
    /// <param name="known">Whether its operation was accepted before: what becomes of an operation is decided at its first send.</param>
    public InboxFault? AtSend(InboxAttempt attempt, bool known)
    {
        var fault = options.Fault?.Invoke(attempt);
        lock (gate)
        {
            if (quietFor > options.SystemClock.GetElapsedTime(quietFrom)) tooEarly++;
            fault ??= Next(known);
            if (fault is null && (current.SendsPerMinute ?? options.SendsPerMinute) is { } limit && sends.Refuses(limit) is { } wait)
                fault = InboxFault.Throttle(wait);
            if (fault?.RetryAfter is { } quiet) (quietFrom, quietFor) = (options.SystemClock.GetTimestamp(), quiet);
        }

        return fault;
    }

    /// <summary>How long to wait before the next status read; null if this one is answered.</summary>
    public TimeSpan? AtStatusRead()
    {
        lock (gate) return current.StatusReadsPerMinute is { } limit ? reads.Refuses(limit) : null;
    }

    /// <summary>What becomes of a mail at each of its recipients. Hard bounces go onto the suppression list.</summary>
    public IReadOnlyList<Delivery> Deliver(IEnumerable<MailParty> recipients, DateTimeOffset now)
    {
        var addresses = recipients.Select(party => party.Address).Distinct(StringComparer.OrdinalIgnoreCase);
        lock (gate) return [.. addresses.SelectMany(address => Deliver(address, suppressed.Holds(address, now) ? DeliveryOutcome.Suppressed : RuleFor(address), now)).ToList()];
    }

    /// <summary>What becomes of a mail at a recipient if this is its outcome.</summary>
    public IReadOnlyList<Delivery> Deliver(string recipient, DeliveryOutcome outcome, DateTimeOffset now)
    {
        lock (gate)
        {
            if (outcome is DeliveryOutcome.Bounced or DeliveryOutcome.BouncedLater)
            {
                suppressed.Bounced(recipient, now);
                Keep(current);
            }
            else if (outcome is DeliveryOutcome.Delivered && suppressed.Forget(recipient))
            {
                Keep(current);
            }
        }

        return Delivery.Of(recipient, outcome);
    }

    private InboxFault? Next(bool known)
    {
        if (current.ThrottleNext > 0)
        {
            Keep(current with { ThrottleNext = current.ThrottleNext - 1 });
            return InboxFault.Throttle(TimeSpan.FromSeconds(current.RetryAfterSeconds));
        }

        if (current.RefuseNext > 0)
        {
            Keep(current with { RefuseNext = current.RefuseNext - 1 });
            return InboxFault.Refuse(current.RefuseStatus, CodeOf(current.RefuseStatus), "The inbox was told to refuse this.");
        }

        if (current.LoseAnswerNext > 0)
        {
            Keep(current with { LoseAnswerNext = current.LoseAnswerNext - 1 });
            return InboxFault.LoseAnswer();
        }

        if (known) return null;

        if (current.FailNext > 0)
        {
            Keep(current with { FailNext = current.FailNext - 1 });
            return InboxFault.FailLater(current.FailCode, "The inbox was told to let this fail.");
        }

        if (current.StayRunningNext > 0)
        {
            Keep(current with { StayRunningNext = current.StayRunningNext - 1 });
            return InboxFault.StayRunning(TimeSpan.FromSeconds(current.StayRunningSeconds));
        }

        return null;
    }

    private DeliveryOutcome RuleFor(string address)
    {
        var domain = address[address.LastIndexOf('@')..];
        var rule = Find(address) ?? Find(domain);
        return rule?.Outcome ?? DeliveryOutcome.Delivered;

        RecipientRule? Find(string name) => current.Recipients.FirstOrDefault(rule => string.Equals(rule.Address, name, StringComparison.OrdinalIgnoreCase));
    }

    private static string CodeOf(int status) => status switch
    {
        400 => "BadRequest",
        401 => "Denied",
        403 => "SubscriptionBlocked",
        408 => "RequestTimeout",
        429 => "TooManyRequests",
        503 => "ServiceUnavailable",
        _ => status < 500 ? "BadRequest" : "InternalServerError",
    };

    // Under the gate.
    private void Keep(InboxBehaviour next)
    {
        current = next;
        DurableFile.Replace(file, JsonSerializer.SerializeToUtf8Bytes(new Kept(current, suppressed.All), BehaviourJson.Options));
    }

    private static Kept Read(string file)
    {
        if (!File.Exists(file)) return new(new(), []);
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(file), BehaviourJson.Options) is { Behaviour: not null, Suppressed: not null } kept
                && BehaviourJson.Check(kept.Behaviour).Count == 0
                ? kept
                : throw new JsonException("Something is missing or out of range.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} is no behaviour of this inbox. Move it away and start again.", e);
        }
    }

    private sealed record Kept(InboxBehaviour Behaviour, IReadOnlyList<SuppressedAddress> Suppressed);
}
