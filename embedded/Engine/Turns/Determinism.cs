using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>The orchestrator's code no longer fits its history. The instance fails and can be resumed once the code is put right.</summary>
internal sealed class NonDeterministicException(string message) : Exception(message);

/// <summary>
/// Compares what the replayed code decides with what history says it decided: number, kind and name, as Durable Task
/// does. Inputs may change.
/// </summary>
internal sealed class Determinism
{
    // Both the code and history count upwards, so what is confirmed is nearly always the oldest.
    private readonly Queue<ActionEvent> unconfirmed = new();
    private readonly Queue<ActionEvent> held = new();

    /// <summary>Decisions that history does not hold yet, in their order; not those that wait for the end of a suspension.</summary>
    public IReadOnlyCollection<ActionEvent> New => unconfirmed;

    public void Decided(ActionEvent action) => unconfirmed.Enqueue(action);

    /// <summary>
    /// The instance is suspended: what it decided in the same batch, before the order came, is done only after <see cref="Release"/>.
    /// </summary>
    public void Hold()
    {
        while (unconfirmed.TryDequeue(out var action))
            held.Enqueue(action);
    }

    /// <summary>Lets what was held be done. Nothing was decided since: no code runs while an instance is suspended.</summary>
    public void Release()
    {
        while (held.TryDequeue(out var action))
            unconfirmed.Enqueue(action);
    }

    /// <summary>Whether that decision waits for the end of a suspension.</summary>
    public bool IsHeld(ActionEvent action) => held.Contains(action);

    /// <exception cref="NonDeterministicException">The code decided something else, or nothing.</exception>
    public void Confirm(ActionEvent recorded)
    {
        if (!unconfirmed.TryDequeue(out var decided) || decided.Id != recorded.Id)
        {
            throw Differs(recorded, "the current replay execution hasn't (yet?) decided anything under this number");
        }

        if (decided.GetType() != recorded.GetType())
            throw Differs(recorded, $"the current replay execution produced {Describe(decided)} under this number");

        if (!string.Equals(NameOf(decided), NameOf(recorded), StringComparison.OrdinalIgnoreCase))
            throw Differs(recorded, $"the current replay execution produced {Describe(decided)}");
    }

    private static NonDeterministicException Differs(ActionEvent recorded, string difference) => new(
        $"Non-Deterministic workflow detected: a previous execution of this orchestration produced {Describe(recorded)} with sequence ID {recorded.Id}, "
        + $"but {difference}. Was a change made to the orchestrator code after this instance had already started running?");

    private static string Describe(ActionEvent action) => action switch
    {
        TaskScheduled => $"a call of activity '{NameOf(action)}'",
        ChildCreated => $"a call of sub-orchestration '{NameOf(action)}'",
        EventSent => $"an event '{NameOf(action)}' sent to another instance",
        _ => "a timer",
    };

    private static string NameOf(ActionEvent action) => action switch
    {
        TaskScheduled task => task.Name,
        ChildCreated child => child.Name,
        EventSent sent => sent.Name,
        _ => string.Empty,
    };
}
