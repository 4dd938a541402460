using System.Text.Json.Serialization;

namespace LipServerless.Domain.Statements;

/// <summary>What a body allows for the public edition of the synopsis. Governs nothing else: the steering group reads every statement with its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Publication>))]
public enum Publication
{
    /// <summary>Not published: where nothing was chosen.</summary>
    NotPublished,

    /// <summary>Published with the body's name.</summary>
    WithName,

    /// <summary>Published without the body's name; offered only where several bodies of its kind are asked.</summary>
    WithoutName,
}
