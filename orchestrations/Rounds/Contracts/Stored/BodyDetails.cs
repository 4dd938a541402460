using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>Online and paper never overwrite one another: what the body's contact says of them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelChoice>))]
public enum ChannelChoice
{
    /// <summary>Both count, side by side.</summary>
    Join,

    /// <summary>The statement behind the link counts.</summary>
    Web,

    /// <summary>The statement entered on behalf counts.</summary>
    Paper,
}

/// <summary>A deadline moved later.</summary>
public sealed record Extension
{
    /// <summary>Exclusive instant before.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive instant after.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, in the words of staff.</summary>
    public required string Reason { get; init; }
}

/// <summary>A council's mark "abweichend" on the joint view. Nobody else can remove it.</summary>
public sealed record DissentMark
{
    /// <summary>When it was set.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Document that holds the council's reason.</summary>
    public required string Document { get; init; }

    /// <summary>Receipt number given to the council.</summary>
    public required string ReceiptNumber { get; init; }
}
