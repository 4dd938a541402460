using LipServerless.Domain.Settings;

namespace LipServerless.Activities.Commands;

/// <summary>A command that cannot be carried out as asked: the caller's fault, said in a German sentence that helps. Nothing was stored.</summary>
public sealed class CommandRefusedException(Refusal reason, string message, IReadOnlyList<SettingsFault>? faults = null) : Exception(message)
{
    /// <summary>Of what kind.</summary>
    public Refusal Reason { get; } = reason;

    /// <summary>Faults by field, where single fields are at fault.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; } = faults ?? [];

    /// <summary>One field is at fault.</summary>
    public static CommandRefusedException Invalid(string field, string message) =>
        new(Refusal.Invalid, message, [new(field, message)]);
}

/// <summary>Why a command was refused.</summary>
public enum Refusal
{
    /// <summary>What it names does not exist.</summary>
    NotFound,

    /// <summary>The state of the round or body does not allow it (any more, or yet).</summary>
    Conflict,

    /// <summary>What it says is wrong in itself.</summary>
    Invalid,
}
