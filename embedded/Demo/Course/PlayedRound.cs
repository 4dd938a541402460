using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Demo.Statements;
using LipServerless.Web.Overview;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>A round that has started, as the demo knows it.</summary>
internal sealed record PlayedRound
{
    /// <summary>Its dates.</summary>
    public required RoundCalendar Calendar { get; init; }

    /// <summary>What the API said of it right after its start.</summary>
    public required RoundOverview Overview { get; init; }

    /// <summary>Its draft.</summary>
    public required Draft Draft { get; init; }

    /// <summary>Whom the demo reaches where.</summary>
    public required Roster Roster { get; init; }

    /// <summary>Writes the statements.</summary>
    public required Speaker Speaker { get; init; }

    /// <summary>The instructions that returned the draft before; empty in the first round.</summary>
    public IReadOnlyList<DecisionInstruction> Instructions { get; init; } = [];

    /// <summary>Its id.</summary>
    public string Id => Overview.RoundId;

    /// <summary>Where mails to it begin.</summary>
    public DateTimeOffset Since => Overview.StartedAt;

    /// <summary>The councils, in the roster's order.</summary>
    public IReadOnlyList<BodyOverview> Councils => [.. Overview.Bodies.Where(body => body.Kind == BodyKind.IntegrationCouncil)];

    /// <summary>The only body of a kind.</summary>
    public BodyOverview The(BodyKind kind) => Overview.Bodies.Single(body => body.Kind == kind);

    /// <summary>A body's mail address.</summary>
    public string AddressOf(string bodyId) => Roster.Bodies.Single(entry => entry.Id == bodyId).Emails![0];

    /// <summary>The steering group's.</summary>
    public string SteeringAddress => Roster.SteeringGroup!.Emails![0];
}
