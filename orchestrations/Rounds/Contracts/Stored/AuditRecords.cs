using System.Globalization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>One entry of a round's log: ids, instants and digests only. Written by the store, in the transaction of the change.</summary>
public sealed record AuditRecord : StoredRecord
{
    /// <summary>The prefix of all keys of this kind.</summary>
    public const string Prefix = "9-audit-";

    /// <inheritdoc />
    public override string Key => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Sequence:D8}");

    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>When (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What: a word of <see cref="AuditVerb"/>.</summary>
    public required string Verb { get; init; }

    /// <summary>Of what: a body's id, a mail's id, the round's id.</summary>
    public required string Subject { get; init; }

    /// <summary>Through which channel: web, api, orchestration, or a statement's channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Salted digest of the side row.</summary>
    public required string SideDigest { get; init; }

    /// <summary>Hash of the entry before.</summary>
    public required string Previous { get; init; }

    /// <summary>Hash of this entry.</summary>
    public required string Hash { get; init; }
}

/// <summary>What of an entry can be erased: who, and details in words.</summary>
public sealed record AuditSideRecord : StoredRecord
{
    /// <summary>The prefix of all keys of this kind.</summary>
    public const string Prefix = "9-side-";

    /// <inheritdoc />
    public override string Key => KeyOf(Sequence);

    /// <summary>The key of an entry's side row.</summary>
    public static string KeyOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D8}");

    /// <summary>The entry it belongs to.</summary>
    public required long Sequence { get; init; }

    /// <summary>Random, 16 bytes as hex.</summary>
    public required string Salt { get; init; }

    /// <summary>A person for staff; the body's id for a body behind its link; "System" for the process itself.</summary>
    public required string Who { get; init; }

    /// <summary>Reasons and other words.</summary>
    public string? Detail { get; init; }
}

/// <summary>The chain's head: which entry is the newest.</summary>
public sealed record AuditHeadRecord : StoredRecord
{
    /// <summary>The only key of its kind in a partition.</summary>
    public const string TheKey = "9-head";

    /// <inheritdoc />
    public override string Key => TheKey;

    /// <summary>Sequence of the newest entry.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// No entry follows here: the round was handed over. Every change of state has an entry and every entry replaces this row, so
    /// none commits after it that began before.
    /// </summary>
    public bool Closed { get; init; }
}
