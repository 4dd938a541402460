namespace LipServerless.Activities.Ports;

/// <summary>Finds the mail that a delivery report is about by the id under which the mail service knows it. Written before the mail is sent.</summary>
public interface IDeliveryIndex
{
    /// <summary>Stores where a mail belongs; storing the same again is no error.</summary>
    Task PutAsync(Guid operationId, MailPlace place, CancellationToken cancellationToken);

    /// <summary>Forgets a mail; one that is not there is no error.</summary>
    Task RemoveAsync(Guid operationId, CancellationToken cancellationToken);

    /// <summary>Where it belongs; null if unknown.</summary>
    Task<MailPlace?> FindAsync(Guid operationId, CancellationToken cancellationToken);
}

/// <summary>Where a mail belongs.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="MailId">The mail within it.</param>
public sealed record MailPlace(string RoundId, string MailId);
