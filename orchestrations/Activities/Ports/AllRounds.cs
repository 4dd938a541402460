using System.Runtime.CompilerServices;

namespace LipServerless.Activities.Ports;

/// <summary>Goes over all stored rounds.</summary>
public static class AllRounds
{
    /// <summary>Reads them one after another, in the order of their start; one that goes meanwhile is left out.</summary>
    public static async IAsyncEnumerable<RoundView> ReadAllAsync(this IRoundStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        foreach (var id in await store.ListAsync(cancellationToken))
        {
            if (await store.ReadAsync(id, cancellationToken) is { } round)
                yield return round;
        }
    }
}
