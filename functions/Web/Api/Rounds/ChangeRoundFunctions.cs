using LipServerless.Activities.Commands.Deadlines;
using LipServerless.Activities.Commands.Decisions;
using LipServerless.Activities.Commands.Letters;
using LipServerless.Domain.Decisions;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api.Rounds;

/// <summary>What staff do with a running round: extend, close early, record the decision, post letters.</summary>
public sealed class ChangeRoundFunctions(
    ExtendDeadline extend, CloseEarly close, RecordDecision decide, MarkLetterPosted post, ILogger<ChangeRoundFunctions> logger)
{
    /// <summary>Extends the deadline of one body, or of all that are open.</summary>
    [Function("ExtendDeadline")]
    public async Task<IResult> Extend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/extensions")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<ExtensionBody>(request, cancellationToken);
        var result = await extend.ExecuteAsync(
            new()
            {
                RoundId = roundId,
                BodyId = body.BodyId,
                LastDay = body.LastDay,
                ConferenceLastDay = body.ConferenceLastDay,
                Reason = body.Reason,
                Who = request.Staff().Name,
            },
            cancellationToken);
        return await CommandAnswers.DoneAsync(client, result, logger, cancellationToken);
    }

    /// <summary>Closes one body, or all that are open, before the deadline.</summary>
    [Function("CloseEarly")]
    public async Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/close")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<CloseBody>(request, cancellationToken);
        return await CommandAnswers.DoneAsync(client, await close.ExecuteAsync(roundId, body.BodyId, body.Reason, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    /// <summary>Records the steering group's decision.</summary>
    [Function("RecordDecision")]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/decision")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<DecisionBody>(request, cancellationToken);
        var result = await decide.ExecuteAsync(
            new()
            {
                RoundId = roundId,
                Outcome = body.Outcome,
                DraftHash = body.DraftHash,
                DecidedOn = body.DecidedOn,
                Instructions = [.. (body.Instructions ?? []).Select(i => new Instruction { Number = 0, ParagraphId = i?.ParagraphId, Theme = i?.Theme, Text = i?.Text ?? "" })],
                Votes = body.Votes,
                Note = body.Note,
                Who = request.Staff().Name,
            },
            cancellationToken);
        return await CommandAnswers.DoneAsync(client, result, logger, cancellationToken);
    }

    /// <summary>Staff have posted a printed letter.</summary>
    [Function("LetterPosted")]
    public async Task<IResult> Post(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/rounds/{roundId}/letters/{mailId}/posted")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string mailId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await CommandAnswers.DoneAsync(client, await post.ExecuteAsync(roundId, mailId, request.Staff().Name, cancellationToken), logger, cancellationToken);
    }

    private sealed record ExtensionBody
    {
        public string? BodyId { get; init; }

        public required DateOnly LastDay { get; init; }

        public DateOnly? ConferenceLastDay { get; init; }

        public required string Reason { get; init; }
    }

    private sealed record CloseBody
    {
        public string? BodyId { get; init; }

        public required string Reason { get; init; }
    }

    private sealed record DecisionBody
    {
        public required DecisionOutcome Outcome { get; init; }

        public required string DraftHash { get; init; }

        public required DateOnly DecidedOn { get; init; }

        public IReadOnlyList<InstructionBody?>? Instructions { get; init; }

        public VoteCount? Votes { get; init; }

        public string? Note { get; init; }
    }

    private sealed record InstructionBody
    {
        public string? ParagraphId { get; init; }

        public string? Theme { get; init; }

        public required string Text { get; init; }
    }
}
