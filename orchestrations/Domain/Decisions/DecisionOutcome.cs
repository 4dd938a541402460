using System.Text.Json.Serialization;

namespace LipServerless.Domain.Decisions;

/// <summary>What the steering group decides of a draft.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionOutcome>))]
public enum DecisionOutcome
{
    /// <summary>The draft finds consensus: the rounds end.</summary>
    Accepted,

    /// <summary>The draft goes back to the expert groups with at least one instruction (Vorgabe).</summary>
    Returned,
}
