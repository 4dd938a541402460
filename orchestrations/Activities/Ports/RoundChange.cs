using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Ports;

/// <summary>One change to a round: what commits together.</summary>
public sealed record RoundChange
{
    /// <summary>Rows to insert (no version) or to replace (with the version read).</summary>
    public IReadOnlyList<StoredRecord> Put { get; init; } = [];

    /// <summary>Rows to delete, with the version read.</summary>
    public IReadOnlyList<StoredRecord> Remove { get; init; } = [];

    /// <summary>Entries for the log; at least one for every change of state.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>What this change does to the log beside its entries.</summary>
    public LogGate Log { get; init; }
}

/// <summary>What a change does to a round's log beside its entries.</summary>
public enum LogGate
{
    /// <summary>Its entries follow; refused where the log is closed.</summary>
    Open,

    /// <summary>Its entries are the last: the round does not live here any more.</summary>
    Close,

    /// <summary>Its entries follow also where the log was closed, and open it again.</summary>
    Reopen,
}

/// <summary>What happened, for the log.</summary>
public sealed record AuditEntry
{
    /// <summary>When (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A word of <see cref="AuditVerb"/>.</summary>
    public required string Verb { get; init; }

    /// <summary>Of what: an id.</summary>
    public required string Subject { get; init; }

    /// <summary>Through which channel: <c>web</c>, <c>api</c>, <c>orchestration</c>, or a statement's channel.</summary>
    public required string Channel { get; init; }

    /// <summary>A person for staff; the body's id for a body behind its link; <see cref="System"/> for the process itself.</summary>
    public required string Who { get; init; }

    /// <summary>Reasons and other words; erasable.</summary>
    public string? Detail { get; init; }

    /// <summary>Who, where nobody acted: the process itself.</summary>
    public const string System = "System";
}

/// <summary>An entry of the log as read; the side row is null once erased.</summary>
public sealed record AuditLine(AuditRecord Entry, AuditSideRecord? Side);
