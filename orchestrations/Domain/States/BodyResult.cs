using System.Text.Json.Serialization;

namespace LipServerless.Domain.States;

/// <summary>How a body's part in a round ended: exactly one of these. None but a statement's own words is agreement.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BodyResult>))]
public enum BodyResult
{
    /// <summary>Answered behind its link.</summary>
    Received,

    /// <summary>Its statement was entered on its behalf (letter, call, minutes …).</summary>
    OnBehalf,

    /// <summary>Fehlanzeige.</summary>
    NilReturn,

    /// <summary>Never answered in time.</summary>
    Expired,
}
