using System.Text.Json.Serialization;

namespace LipServerless.Activities.Ports;

/// <summary>Finds what a link belongs to by the hash of its token. Holds no token.</summary>
public interface ILinkStore
{
    /// <summary>Stores a link; storing the same again is no error.</summary>
    Task PutAsync(LinkRecord link, CancellationToken cancellationToken);

    /// <summary>The link with this token hash; null if unknown.</summary>
    Task<LinkRecord?> FindAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Deletes all links of a round, of whatever kind and generation; answers how many there were. Goes over all links: not for requests.</summary>
    Task<int> RemoveAllAsync(string roundId, CancellationToken cancellationToken);
}

/// <summary>A personal link: bound to one recipient and one round.</summary>
public sealed record LinkRecord
{
    /// <summary>Lower-case hex SHA-256 of the token.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>A body's id, or the steering group's.</summary>
    public required string Recipient { get; init; }

    /// <summary>What it opens.</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>For a colleague's link: its id within the body.</summary>
    public string? ColleagueId { get; init; }

    /// <summary>The generation it was made in; dead where the recipient's is higher.</summary>
    public required int Generation { get; init; }
}

/// <summary>What a link opens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkKind>))]
public enum LinkKind
{
    /// <summary>A body's reply page: live until the round closes. Of all links to that page this one alone submits.</summary>
    Reply,

    /// <summary>The steering group's page: the draft for reading, later the synopsis.</summary>
    Steering,

    /// <summary>Synopsis and outcome, after the decision.</summary>
    Outcome,

    /// <summary>"Lesen und mitschreiben – zum Weiterleiten": the same page, to read and to write into the working draft; never to submit.</summary>
    Forward,

    /// <summary>"Das waren wir nicht": tells the project office, and nothing else. Never revoked; outlives the round.</summary>
    Disown,

    /// <summary>The same page for one colleague, in the role that its row names; never to submit.</summary>
    Colleague,
}
