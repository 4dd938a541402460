using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Ports;

/// <summary>A round as read: all rows but its log.</summary>
public sealed record RoundView
{
    /// <summary>The round's own row.</summary>
    public required RoundRecord Round { get; init; }

    /// <summary>Its bodies, in the roster's order.</summary>
    public IReadOnlyList<BodyRecord> Bodies { get; init; } = [];

    /// <summary>Statement versions, by body and number.</summary>
    public IReadOnlyList<StatementRecord> Statements { get; init; } = [];

    /// <summary>Mails, by id.</summary>
    public IReadOnlyList<MailRecord> Mails { get; init; } = [];

    /// <summary>Links that bodies' contacts made for others, by body and id.</summary>
    public IReadOnlyList<ColleagueLinkRecord> ColleagueLinks { get; init; } = [];

    /// <summary>The steering group's decision; null until recorded.</summary>
    public DecisionRecord? Decision { get; init; }

    /// <summary>What was erased from the round; null where nothing was.</summary>
    public ErasureRecord? Erasures { get; init; }

    /// <summary>A body's row; null if it is not part of the round.</summary>
    public BodyRecord? Body(string bodyId) => Bodies.FirstOrDefault(b => b.BodyId == bodyId);

    /// <summary>The integration councils.</summary>
    public IEnumerable<BodyRecord> Councils => Bodies.Where(b => b.Kind == BodyKind.IntegrationCouncil);

    /// <summary>The conference of delegates; null where there is none.</summary>
    public BodyRecord? Conference => Bodies.FirstOrDefault(b => b.Kind == BodyKind.DelegateConference);

    /// <summary>A colleague's link; null if there is none.</summary>
    public ColleagueLinkRecord? ColleagueLink(string bodyId, string? linkId) =>
        ColleagueLinks.FirstOrDefault(link => link.BodyId == bodyId && link.LinkId == linkId);

    /// <summary>A statement version; null if there is none.</summary>
    public StatementRecord? Statement(string bodyId, int? number) =>
        number is null ? null : Statements.FirstOrDefault(s => s.BodyId == bodyId && s.Number == number);

    /// <summary>When staff last mended how a body, or the steering group, is reached; null where they have not.</summary>
    public DateTimeOffset? MendedAt(string recipient) => recipient == WellKnownIds.SteeringGroup ? Round.SteeringMendedAt : Body(recipient)?.ContactMendedAt;

    /// <summary>A mail by its id; null if there is none.</summary>
    public MailRecord? Mail(string mailId) => Mails.FirstOrDefault(m => m.MailId == mailId);
}
