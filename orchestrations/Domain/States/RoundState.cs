using System.Text.Json.Serialization;

namespace LipServerless.Domain.States;

/// <summary>Where a round stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoundState>))]
public enum RoundState
{
    /// <summary>Bodies are asked; statements come in, also late ones until the collection closes.</summary>
    Collecting,

    /// <summary>The synopsis is frozen; the steering group decides.</summary>
    AwaitingDecision,

    /// <summary>Returned to the expert groups with instructions. Final; a revised draft starts the next round.</summary>
    Returned,

    /// <summary>Accepted. Final.</summary>
    Accepted,
}
