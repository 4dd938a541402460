using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Web.Durable;
using LipServerless.Web.Pages.Reply.Beside;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Reply;

/// <summary>A council marks its view as "abweichend" from the joint view. What is typed in the statement beside it comes along.</summary>
public sealed class SubmitDissent(BesideForms forms, ReplyPages pages, MarkDissent mark, ILogger<SubmitDissent> logger)
{
    /// <summary>The form for "abweichend" was sent.</summary>
    [Function("ReplyDissent")]
    public async Task<IResult> PostAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "b/{token}/dissent")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var post = await forms.OpenAsync(request, token, cancellationToken);
        if (post.Answer is not null)
            return post.Answer;
        if (post.Model.Joint is not { CanDissent: true })
            return await pages.RefusedAsync(post.Model, post.Texts);
        if (!post.IsOurs)
            return await forms.FaultyAsync(post, new FormFault(FieldNames.DissentReason, "fault.formToken"));
        var reason = post.Model.Beside.Dissent;
        if (reason.Length == 0)
            return await forms.FaultyAsync(post, new FormFault(FieldNames.DissentReason, "fault.dissentEmpty"));
        if (reason.Length > Reasons.Longest)
            return await forms.FaultyAsync(post, new FormFault(FieldNames.DissentReason, "fault.tooLong", Reasons.Longest, reason.Length));

        DissentResult result;
        try
        {
            result = await mark.ExecuteAsync(post.Model.Round.Round.RoundId, post.Model.Body.BodyId, reason, cancellationToken);
        }
        catch (CommandRefusedException e) when (e.Reason == Refusal.Conflict)
        {
            return await pages.RefusedAsync(post.Model, post.Texts);
        }

        if (!result.Stored)
            return await pages.RefusedAsync(post.Model, post.Texts);
        await RoundSignals.WakeAsync(client, result.Wake, logger, cancellationToken);
        return await forms.DoneAsync(post, input => input with { Dissent = "" }, "abweichend", cancellationToken);
    }
}
