using System.Globalization;
using LipServerless.Domain.Statements;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>One version of a body's statement. Never changed but for its admission when late; its text lies in a document.</summary>
public sealed record StatementRecord : StoredRecord
{
    /// <summary>The prefix of all keys of this kind.</summary>
    public const string Prefix = "2-stmt-";

    /// <inheritdoc />
    public override string Key => KeyOf(BodyId, Number);

    /// <summary>The key of a body's version.</summary>
    public static string KeyOf(string bodyId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{bodyId}-{number:D4}");

    /// <summary>The body whose statement it is.</summary>
    public required string BodyId { get; init; }

    /// <summary>1, 2, 3 … for each body, over all channels.</summary>
    public required int Number { get; init; }

    /// <summary>The way it came in.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What the body is told: unguessable, unique within the consultation.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>Server receipt (process time), for paper the time of entry.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>For paper: the date of receipt (Posteingang), which counts for the deadline.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Document that holds the <see cref="StatementContent"/>.</summary>
    public required string Document { get; init; }

    /// <summary>Hash of that content.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Hashes of the files that belong to it, in its content's order; their names are in the content.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>Fehlanzeige.</summary>
    public bool IsNil { get; init; }

    /// <summary>Received after the body was closed and before the collection closed.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether staff admitted a late statement, with a reason; null until decided.</summary>
    public bool? LateAdmitted { get; init; }

    /// <summary>Why a late statement was admitted or not.</summary>
    public string? LateReason { get; init; }

    /// <summary>The equality officer: ids of unflagged paragraphs that it claims as relevant for equality.</summary>
    public IReadOnlyList<string> Claimed { get; init; } = [];

    /// <summary>The equality officer: ids of paragraphs that it calls not affected.</summary>
    public IReadOnlyList<string> NotAffected { get; init; } = [];

    /// <summary>The equality officer: it records that nothing else in the draft is affected.</summary>
    public bool RestNotAffected { get; init; }

    /// <summary>The version its author had before them; a newer one in between is told and both are kept.</summary>
    public int BasedOn { get; init; }
}
