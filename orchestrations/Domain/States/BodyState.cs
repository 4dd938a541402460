using System.Text.Json.Serialization;

namespace LipServerless.Domain.States;

/// <summary>Where a body stands in a round.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BodyState>))]
public enum BodyState
{
    /// <summary>Not asked yet: the conference of delegates waits for its councils.</summary>
    Planned,

    /// <summary>Asked; may submit and change its statement until the deadline, even after having answered.</summary>
    Open,

    /// <summary>Its deadline has passed, or staff closed it with a reason.</summary>
    Closed,
}
