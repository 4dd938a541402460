using System.Text.Json.Serialization;

namespace LipServerless.Domain.Statements;

/// <summary>What a body says of one paragraph. Having no view is never agreement.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stance>))]
public enum Stance
{
    /// <summary>Zustimmung.</summary>
    Agree,

    /// <summary>Zustimmung mit Änderungen.</summary>
    AgreeWithChanges,

    /// <summary>Ablehnung.</summary>
    Object,

    /// <summary>Keine Meinung: said, and counted apart.</summary>
    NoView,
}
