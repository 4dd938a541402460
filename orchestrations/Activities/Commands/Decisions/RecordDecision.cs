using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Decisions;

/// <summary>
/// Staff record what the steering group decided: the chair's finding about one version, named by its hash. A return needs at
/// least one instruction.
/// </summary>
public sealed class RecordDecision(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    private const int LongestText = 5000;

    private readonly RoundWriter writer = new(store);

    /// <summary>Records the decision; there is one for each round.</summary>
    public Task<CommandResult> ExecuteAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return writer.ChangeAsync(request.RoundId, (round, ct) => DecideAsync(round, request, ct), cancellationToken);
    }

    private async Task<(RoundChange?, CommandResult)> DecideAsync(RoundView round, DecisionRequest request, CancellationToken cancellationToken)
    {
        if (round.Decision is not null)
            throw new CommandRefusedException(Refusal.Conflict, "Über diese Fassung ist schon entschieden.");
        if (round.Round.State != RoundState.AwaitingDecision)
            throw new CommandRefusedException(Refusal.Conflict, "Die Sammlung läuft noch: Entschieden wird, wenn die Synopse vorliegt.");
        if (request.DraftHash != round.Round.DraftHash)
            throw new CommandRefusedException(Refusal.Conflict, "Der Hash nennt eine andere Fassung des Entwurfs als die dieser Runde.", [new("draftHash", $"Diese Runde behandelt {round.Round.DraftHash}.")]);

        var now = clock.GetUtcNow();
        var draft = await documents.ReadDraftAsync(round.Round.DraftDocument, cancellationToken);
        var faults = Faults(request, draft, LocalTime.DateOf(now, round.Round.Settings.TimeZone)).ToList();
        if (faults.Count > 0)
            throw new CommandRefusedException(Refusal.Invalid, "Die Entscheidung ist unvollständig.", faults);

        var decision = new DecisionRecord
        {
            Outcome = request.Outcome,
            DraftHash = request.DraftHash,
            DecidedOn = request.DecidedOn,
            Instructions = [.. request.Instructions.Select((instruction, i) => instruction with { Number = i + 1, Text = instruction.Text.Trim() })],
            Votes = request.Votes,
            Note = request.Note,
            RecordedAt = now,
        };
        var state = request.Outcome == DecisionOutcome.Accepted ? RoundState.Accepted : RoundState.Returned;
        var change = new RoundChange
        {
            Put = [decision, round.Round with { State = round.Round.State.Move(state) }],
            Audit = [new() { At = now, Verb = AuditVerb.Decided, Subject = $"{round.Round.RoundId} {request.Outcome} {request.DraftHash}", Channel = "api", Who = request.Who, Detail = request.Note }],
        };
        return (change, new() { Wake = Wakes.Of(round) });
    }

    private static IEnumerable<SettingsFault> Faults(DecisionRequest request, Draft draft, DateOnly today)
    {
        if (request.DecidedOn > today)
            yield return new("decidedOn", "Das Datum der Entscheidung liegt in der Zukunft.");
        if (request.Outcome == DecisionOutcome.Returned && request.Instructions.Count == 0)
            yield return new("instructions", "Eine Rückgabe braucht mindestens eine Vorgabe.");
        if (request.Outcome == DecisionOutcome.Accepted && request.Instructions.Count > 0)
            yield return new("instructions", "Zu einer Annahme gehören keine Vorgaben: zurückgeben oder die Vorgaben weglassen.");
        for (var i = 0; i < request.Instructions.Count; i++)
        {
            var instruction = request.Instructions[i];
            if (string.IsNullOrWhiteSpace(instruction.Text) || instruction.Text.Length > LongestText)
                yield return new($"instructions[{i}].text", $"Der Text der Vorgabe fehlt oder ist länger als {LongestText} Zeichen.");
            if (instruction.ParagraphId is { } id && draft.Paragraphs.All(p => p.Id != id))
                yield return new($"instructions[{i}].paragraphId", $"Den Absatz '{id}' gibt es in diesem Entwurf nicht.");
        }

        if (request.Votes is { } votes && (votes.For < 0 || votes.Against < 0 || votes.Abstentions < 0))
            yield return new("votes", "Stimmen werden nicht negativ gezählt.");
    }
}

/// <summary>A decision to record.</summary>
public sealed record DecisionRequest
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>Accepted or returned.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Hash of the version decided on.</summary>
    public required string DraftHash { get; init; }

    /// <summary>Date of the meeting, local.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>Instructions; numbers are given anew.</summary>
    public IReadOnlyList<Instruction> Instructions { get; init; } = [];

    /// <summary>Votes, where counted.</summary>
    public VoteCount? Votes { get; init; }

    /// <summary>The chair's finding or a note.</summary>
    public string? Note { get; init; }

    /// <summary>The person who records it.</summary>
    public required string Who { get; init; }
}
