namespace LipServerless.Activities.Ports;

/// <summary>
/// Addresses of a consultation that mails came back from: nothing is sent there, in none of its rounds, until staff have mended them. Whoever
/// goes on sending to dead addresses is soon taken for a spammer. Personal data, kept with the contacts. Case makes no difference.
/// </summary>
public interface ISuppressionList
{
    /// <summary>Adds an address; adding it again is no error.</summary>
    Task AddAsync(string consultation, string address, CancellationToken cancellationToken);

    /// <summary>Takes an address off; one that is not on it is no error.</summary>
    Task RemoveAsync(string consultation, string address, CancellationToken cancellationToken);

    /// <summary>Whether an address is on it.</summary>
    Task<bool> ContainsAsync(string consultation, string address, CancellationToken cancellationToken);
}
