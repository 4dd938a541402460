using LipServerless.Embedded.Demo.Http;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>A host as players reach it, from one start to the next stop or kill.</summary>
internal abstract class Life : IAsyncDisposable
{
    private Mailbox? mailbox;
    private StaffApi? staff;
    private readonly Visitor visitor = new();

    public abstract Uri Address { get; }

    public abstract Uri InboxAddress { get; }

    public abstract string StaffKey { get; }

    /// <summary>Whether it is over, or about to be.</summary>
    public abstract bool IsOver { get; }

    public Mailbox Mailbox => mailbox ??= new(InboxAddress);

    public StaffApi Staff => staff ??= new(Address, StaffKey);

    /// <summary>Lets process time run until this instant; it stands still there until the next call.</summary>
    public abstract Task ReachAsync(DateTimeOffset instant, CancellationToken cancellationToken);

    /// <summary>The personal link in the newest mail of this kind. The host's address has changed since the mail was written.</summary>
    public async Task<Uri> LinkAsync(MailKind kind, string address, DateTimeOffset since, char page, CancellationToken cancellationToken)
    {
        var link = await Mailbox.LinkInAsync(await Mailbox.NewestAsync(kind, address, since, cancellationToken), page, cancellationToken);
        return new Uri(Address, link.PathAndQuery);
    }

    /// <summary>Opens the reply page behind the newest mail of this kind.</summary>
    public async Task<ReplyPageVisit> OpenAsync(MailKind kind, string address, DateTimeOffset since, CancellationToken cancellationToken) =>
        await ReplyPageVisit.OpenAsync(visitor, await LinkAsync(kind, address, since, 'b', cancellationToken), cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        mailbox?.Dispose();
        staff?.Dispose();
        visitor.Dispose();
        return ValueTask.CompletedTask;
    }
}
