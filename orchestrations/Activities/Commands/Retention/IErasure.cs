using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>What one rule erases. Doing it again, after a run that was cut off, finishes it.</summary>
public interface IErasure
{
    /// <summary>Its rule.</summary>
    RetentionRule Rule { get; }

    /// <summary>Erases it from a round whose time has come; answers how many rows, documents or files there were, null where something still needs it.</summary>
    Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken);
}
