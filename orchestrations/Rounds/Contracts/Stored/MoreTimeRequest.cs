using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>
/// A body's request for more time ("Mehr Zeit nötig"). While it is undecided the body stays open, also beyond its deadline. Part of the
/// body's row, so that requesting and deciding compete with submitting and closing.
/// </summary>
public sealed record MoreTimeRequest
{
    /// <summary>1, 2, 3 … for each body.</summary>
    public required int Number { get; init; }

    /// <summary>When it was made, in time. Changing an undecided request leaves it as it is.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day the body wishes for, local; a date ends at 24:00.</summary>
    public required DateOnly WishedLastDay { get; init; }

    /// <summary>Document that holds the body's reason.</summary>
    public required string ReasonDocument { get; init; }

    /// <summary>Where it stands.</summary>
    public MoreTimeState State { get; init; }

    /// <summary>When it was decided; null until then.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>For a granted one: the new deadline, an exclusive instant.</summary>
    public DateTimeOffset? GrantedUntil { get; init; }

    /// <summary>For a refused one: the exclusive instant until which the body stays open all the same; its deadline where that lies later.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Why, in the words of staff; the body is told. Null until decided.</summary>
    public string? Answer { get; init; }
}

/// <summary>Where a request for more time stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MoreTimeState>))]
public enum MoreTimeState
{
    /// <summary>Undecided: the body stays open.</summary>
    Requested,

    /// <summary>The deadline was moved, to the date wished for or another.</summary>
    Granted,

    /// <summary>Refused, with a reason.</summary>
    Refused,

    /// <summary>Staff closed the body before they decided; it was told why.</summary>
    Lapsed,
}
