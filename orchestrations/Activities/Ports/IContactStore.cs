using LipServerless.Domain.Bodies;

namespace LipServerless.Activities.Ports;

/// <summary>How bodies are reached, for each consultation. Personal data; follows the roster while rounds run.</summary>
public interface IContactStore
{
    /// <summary>The contact of a body or of the steering group; null if none is stored.</summary>
    Task<Contact?> GetAsync(string consultation, string bodyId, CancellationToken cancellationToken);

    /// <summary>Stores a contact, replacing an earlier one.</summary>
    Task PutAsync(string consultation, Contact contact, CancellationToken cancellationToken);

    /// <summary>Erases all contacts of a consultation, and of no other; answers how many there were.</summary>
    Task<int> RemoveAllAsync(string consultation, CancellationToken cancellationToken);
}
