using System.Security.Cryptography;
using System.Text.Json;
using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Activities.Telemetry;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Rounds;

/// <summary>
/// Staff start a round with a draft. Documents and contacts are written first, then the round with all its bodies in one
/// transaction; starting its orchestration is a hint that the reconciler repeats.
/// </summary>
public sealed class StartRound(IRoundStore store, IDocumentStore documents, IContactStore contacts, ProcessClock clock)
{
    /// <summary>Stores the round and answers its id.</summary>
    /// <exception cref="CommandRefusedException">The consultation has such a round already.</exception>
    public async Task<string> ExecuteAsync(RoundStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        var settings = start.Settings;
        var roundId = IdOf(start);
        if (await store.ReadAsync(roundId, cancellationToken) is not null)
            throw Exists(roundId);

        var draft = Flags.Apply(start.Draft, [.. start.Flags, .. await ClaimedBeforeAsync(start, cancellationToken)]);
        var draftDocument = $"{DocumentFolders.Drafts(roundId)}{draft.Hash}.json";
        var draftFile = $"{DocumentFolders.Drafts(roundId)}{Convert.ToHexStringLower(SHA256.HashData(start.File.Span))}.original";
        await documents.PutAsync(draftFile, start.File, "application/octet-stream", cancellationToken);
        await documents.PutAsync(draftDocument, JsonSerializer.SerializeToUtf8Bytes(draft), "application/json", cancellationToken);
        foreach (var contact in start.Contacts)
            await contacts.PutAsync(settings.Consultation, contact, cancellationToken);

        var now = clock.GetUtcNow();
        var round = new RoundRecord
        {
            RoundId = roundId,
            Number = NumberOf(start),
            StartedAt = now,
            Settings = settings,
            DraftHash = draft.Hash,
            DraftDocument = draftDocument,
            DraftFile = draftFile,
            DraftFileName = start.FileName,
            FlaggedParagraphs = [.. draft.Paragraphs.Where(p => p.EqualityRelevant).Select(p => p.Id)],
            PreviousRoundId = start.Previous?.RoundId,
        };
        var change = new RoundChange
        {
            Put = [round, .. settings.Bodies.Select(body => Row(body, settings))],
            Audit = [new() { At = now, Verb = AuditVerb.RoundStarted, Subject = $"{roundId} {draft.Hash}", Channel = "api", Who = start.Who, Detail = settings.Title }],
        };
        try
        {
            await store.CommitAsync(roundId, change, cancellationToken);
            RoundMeter.Stored(change);
        }
        catch (StoreConflictException)
        {
            throw Exists(roundId);
        }

        return roundId;
    }

    // What the equality officer claimed in the round before is hers from the start, where the revised draft still has it.
    private async Task<IEnumerable<string>> ClaimedBeforeAsync(RoundStart start, CancellationToken cancellationToken)
    {
        if (start.Previous is null || await store.ReadAsync(start.Previous.RoundId, cancellationToken) is not { } before)
            return [];
        return EqualityStanding.Of(before).Claimed.Where(paragraph => start.Draft.Find(paragraph) is { IsCommentable: true });
    }

    /// <summary>The id that the round gets.</summary>
    internal static string IdOf(RoundStart start) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{start.Settings.Consultation}-r{NumberOf(start)}");

    private static int NumberOf(RoundStart start) => (start.Previous?.Number ?? 0) + 1;

    private static BodyRecord Row(Body body, RoundSettings settings) => new()
    {
        BodyId = body.Id,
        Kind = body.Kind,
        Name = body.Name,
        Deadline = LocalTime.EndOf(settings.Deadlines[body.Id], settings.TimeZone),
    };

    private static CommandRefusedException Exists(string roundId) =>
        new(Refusal.Conflict, $"Die Runde '{roundId}' gibt es schon: eine andere Kennung (consultation) angeben oder deren überarbeiteten Entwurf einreichen.");
}

/// <summary>What a round is started with: checked.</summary>
public sealed record RoundStart
{
    /// <summary>Frozen settings.</summary>
    public required RoundSettings Settings { get; init; }

    /// <summary>How bodies and steering group are reached.</summary>
    public required IReadOnlyList<Contact> Contacts { get; init; }

    /// <summary>The draft, cut into paragraphs.</summary>
    public required Draft Draft { get; init; }

    /// <summary>The file as handed in.</summary>
    public required ReadOnlyMemory<byte> File { get; init; }

    /// <summary>Its name.</summary>
    public required string FileName { get; init; }

    /// <summary>Numbers or ids of paragraphs to flag beside the draft's own markers.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>The returned round whose revised draft this is.</summary>
    public RoundRecord? Previous { get; init; }

    /// <summary>The person who starts it.</summary>
    public required string Who { get; init; }
}
