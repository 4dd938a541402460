using LipServerless.Activities.Ports;

namespace LipServerless.Testing.Fakes;

/// <summary>A mail service that keeps what it accepted. It knows operation ids, can be down, refuse, and accept without its answer arriving.</summary>
public sealed class RecordingMailer : IMailer
{
    private readonly Lock gate = new();
    private readonly List<OutgoingMail> accepted = [];

    /// <summary>Every mail that was accepted, in order; a mail accepted twice would be in it twice.</summary>
    public IReadOnlyList<OutgoingMail> Accepted
    {
        get
        {
            lock (gate)
                return [.. accepted];
        }
    }

    /// <summary>The value of <c>x-lip-mail</c> of each accepted mail.</summary>
    public IReadOnlyList<string> Marks => [.. Accepted.Select(mail => mail.Headers["x-lip-mail"])];

    /// <summary>Thrown by every call while set: the service is down.</summary>
    public Exception? Outage { get; set; }

    /// <summary>Addresses that are refused for good.</summary>
    public HashSet<string> Refused { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Accept the next mail, and throw this as if the answer were lost.</summary>
    public Exception? LoseNextAnswer { get; set; }

    /// <summary>How often a mail was handed over, refused ones and lost answers included.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often an operation id was looked up.</summary>
    public int LookUps { get; private set; }

    /// <summary>What becomes of accepted mails: sent at once, unless a test says otherwise.</summary>
    public Sending Progress { get; set; } = new(SendingProgress.Sent);

    /// <summary>Accepted mails end as failed with this code once they are asked for.</summary>
    public string? FailsLater { get; set; }

    /// <summary>Forgets what was accepted, as the service does after a while; <see cref="Accepted"/> stays.</summary>
    public bool HasForgotten { get; set; }

    public Task<Sending> LookUpAsync(Guid operationId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            LookUps++;
            if (Outage is not null)
                throw Outage;
            if (HasForgotten || !accepted.Exists(mail => mail.OperationId == operationId))
                return Task.FromResult(new Sending(SendingProgress.Unknown));
            return FailsLater is { } code ? throw new MailRefusedException(code) : Task.FromResult(Progress);
        }
    }

    public Task<Sending> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        lock (gate)
        {
            Attempts++;
            if (Outage is not null)
                throw Outage;
            if (mail.To.Any(Refused.Contains))
                throw new MailRefusedException("InvalidRecipient");
            accepted.Add(mail);
            if (LoseNextAnswer is not { } lost)
                return Task.FromResult(Progress);
            LoseNextAnswer = null;
            throw lost;
        }
    }
}

/// <summary>Writes mails that a test can read: their subject is the mail's id, their text the link.</summary>
public sealed class PlainComposer : IMailComposer
{
    private readonly List<MailOccasion> occasions = [];

    /// <summary>What mails were written from, in order.</summary>
    public IReadOnlyList<MailOccasion> Occasions => [.. occasions];

    public Task<ComposedMail> ComposeAsync(MailOccasion occasion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        occasions.Add(occasion);
        var link = occasion.Link.ToString();
        return Task.FromResult(new ComposedMail { Subject = occasion.Mail.MailId, Html = $"<a href=\"{link}\">Link</a>", Text = link });
    }
}
