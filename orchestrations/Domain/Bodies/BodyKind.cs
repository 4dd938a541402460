using System.Text.Json.Serialization;

namespace LipServerless.Domain.Bodies;

/// <summary>What a consulted body is to the process (see the papers of 2019: organisation and procedure).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BodyKind>))]
public enum BodyKind
{
    /// <summary>Integrationsbeirat eines Stadtbezirks: its view is bundled by the conference of delegates.</summary>
    IntegrationCouncil,

    /// <summary>Delegiertenkonferenz der Integrationsbeiräte: asked after the councils, adopts their joint view.</summary>
    DelegateConference,

    /// <summary>Runder Tisch für Gleichberechtigung und gegen Rassismus: answers independently of the councils.</summary>
    RoundTable,

    /// <summary>Gleichstellungsbeauftragte: always asked; paragraphs with relevance for equality first.</summary>
    EqualityOfficer,

    /// <summary>Any further body, such as the Stadtjugendring.</summary>
    FurtherBody,
}
