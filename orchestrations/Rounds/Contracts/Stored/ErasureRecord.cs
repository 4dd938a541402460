using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>What was erased from a round, and when: pages say so instead of missing it.</summary>
public sealed record ErasureRecord : StoredRecord
{
    /// <summary>The only key of its kind in a partition.</summary>
    public const string TheKey = "8-erased";

    /// <inheritdoc />
    public override string Key => TheKey;

    /// <summary>By the rules, in the order in which it happened; each rule once.</summary>
    public IReadOnlyList<RuleErasure> ByRule { get; init; } = [];

    /// <summary>On request, in the order in which it happened.</summary>
    public IReadOnlyList<RequestedErasure> OnRequest { get; init; } = [];

    /// <summary>When a rule was carried out; null until then.</summary>
    public DateTimeOffset? DoneAt(string rule) => ByRule.FirstOrDefault(done => done.Rule == rule)?.At;
}

/// <summary>A rule that was carried out in a round.</summary>
public sealed record RuleErasure
{
    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>When (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many rows, documents or files went in the run that finished it; what a run that was cut off had erased is not counted.</summary>
    public required int Count { get; init; }
}

/// <summary>Something of a body that staff erased on request.</summary>
public sealed record RequestedErasure
{
    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>What.</summary>
    public required ErasureTarget What { get; init; }

    /// <summary>The statement's or request's number, a file's hash, a link's id; null where there is only one. Never a name.</summary>
    public string? Which { get; init; }

    /// <summary>When (process time).</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What can be erased on request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureTarget>))]
public enum ErasureTarget
{
    /// <summary>A colleague's name: on the link, beside texts and comments of the working draft, and in the log.</summary>
    Colleague,

    /// <summary>Who and why in the log's entries about the body.</summary>
    LogDetails,

    /// <summary>The text of one version of its statement.</summary>
    Statement,

    /// <summary>A file that belongs to its statements.</summary>
    Attachment,

    /// <summary>The reason for its mark "abweichend".</summary>
    DissentReason,

    /// <summary>Why it asked for more time.</summary>
    MoreTimeReason,
}
