using System.Text.Json.Serialization;

namespace LipServerless.Domain.Statements;

/// <summary>The way a statement came in. Digital and analogue participation count equally (Antrag 2136/2018).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    /// <summary>By the body itself, behind its personal link.</summary>
    Web,

    /// <summary>A letter.</summary>
    Post,

    /// <summary>A telephone call, noted by staff.</summary>
    Phone,

    /// <summary>An e-mail to the office.</summary>
    Email,

    /// <summary>The minutes of a meeting.</summary>
    Minutes,

    /// <summary>Said in person, noted by staff; a record of a conversation counts as a statement.</summary>
    InPerson,
}
