using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Domain.Time;
using LipServerless.Web.Durable;
using LipServerless.Web.Pages.Reply.Beside;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Reply.MoreTime;

/// <summary>A body asks for more time. What is typed in the statement beside it comes along and becomes the working draft.</summary>
public sealed class SubmitMoreTime(BesideForms forms, RequestMoreTime command, ProcessClock clock, ILogger<SubmitMoreTime> logger)
{
    /// <summary>The form "Mehr Zeit nötig" was sent.</summary>
    [Function("ReplyMoreTime")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/more-time")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var post = await forms.OpenAsync(request, token, cancellationToken);
        if (post.Answer is not null)
            return post.Answer;
        var (model, now) = (post.Model, clock.GetUtcNow());
        if (RequestMoreTime.Prospect(model.Body, now) is var prospect and not MoreTimeOutcome.Requested)
            return await forms.ConflictAsync(post, Why(prospect, post));
        if (!post.IsOurs)
            return await forms.FaultyAsync(post, new FormFault(FieldNames.MoreTimeReason, "fault.formToken"));
        var input = model.Beside.MoreTime;
        if (input.FaultsFor(model.Body, model.Zone, now).ToList() is { Count: > 0 } faults)
            return await forms.FaultyAsync(post, faults);

        MoreTimeResult result;
        try
        {
            result = await command.ExecuteAsync(model.Round.Round.RoundId, model.Body.BodyId, input.Reason, input.LastDay!.Value, cancellationToken);
        }
        catch (CommandRefusedException e) when (e.Reason == Refusal.Invalid)
        {
            // The deadline moved in between, beyond the wished day.
            return await forms.FaultyAsync(post, new FormFault(FieldNames.MoreTimeUntil, "fault.moreTimeNotLater"));
        }

        if (result.Outcome != MoreTimeOutcome.Requested)
            return await forms.ConflictAsync(post, Why(result.Outcome, post));
        await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        return await forms.DoneAsync(post, beside => beside with { MoreTime = MoreTimeInput.Nothing }, "mehr-zeit", cancellationToken);
    }

    private static FormFault Why(MoreTimeOutcome outcome, BesidePost post)
    {
        var (texts, model) = (post.Texts, post.Model);
        return outcome == MoreTimeOutcome.RefusedBefore
            ? new FormFault(null, "fault.moreTimeRefused", texts.Deadline(model.Body.EndsAt, model.Zone))
            : new FormFault(null, "fault.moreTimeLate", texts.Deadline(model.Body.Deadline, model.Zone), texts.Deadline(model.CollectionClosesAt, model.Zone));
    }
}
