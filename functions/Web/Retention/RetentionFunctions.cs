using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Commands.Retention;
using LipServerless.Domain.Retention;
using LipServerless.Domain.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Retention;

/// <summary>Every night: what has had its time is erased; files that nothing names go with it.</summary>
public sealed partial class RetentionFunctions(RetentionSweep sweep, ForgetAttachments forgetFiles, ProcessClock clock, ILogger<RetentionFunctions> logger)
{
    /// <summary>At half past three (UTC), when nobody writes and no mail leaves.</summary>
    [Function("RetentionByTimer")]
    public async Task ByTimer([TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        _ = timer;
        var report = await sweep.ExecuteAsync([new PurgeInstances(client)], cancellationToken);
        foreach (var done in report.Done)
            Erased(logger, done.RoundId, done.Rule.Id, done.Count);
        foreach (var left in report.Left)
            Tell(left);
        if (await forgetFiles.ExecuteAsync(cancellationToken) is > 0 and var files)
            FilesForgotten(logger, files);
    }

    private void Tell(RetentionLeft left)
    {
        if (left.Fault is not null)
            Failed(logger, left.Fault, left.RoundId, left.Rule.Id);
        else
            Waits(logger, left.RoundId, left.Rule.Id);
        if ((int)(clock.GetUtcNow() - left.Due).TotalDays is var late and >= RetentionRules.OverdueAfterDays)
            Overdue(logger, left.RoundId, left.Rule.Id, late);
    }

    [LoggerMessage(EventId = 2850, EventName = "Erased", Level = LogLevel.Information, Message = "Erased from round {RoundId} by rule {Rule}: {Count}.")]
    private static partial void Erased(ILogger logger, string roundId, string rule, int count);

    [LoggerMessage(EventId = 2851, EventName = "UnnamedFilesErased", Level = LogLevel.Information, Message = "{Files} files that no statement and no working draft names were deleted.")]
    private static partial void FilesForgotten(ILogger logger, int files);

    [LoggerMessage(EventId = 2852, EventName = "ErasureFailed", Level = LogLevel.Warning, Message = "Round {RoundId}: rule {Rule} was not carried out; the next night tries again.")]
    private static partial void Failed(ILogger logger, Exception exception, string roundId, string rule);

    [LoggerMessage(EventId = 2853, EventName = "ErasureWaits", Level = LogLevel.Warning, Message = "Round {RoundId}: rule {Rule} waits, since something that is not finished needs what it erases.")]
    private static partial void Waits(ILogger logger, string roundId, string rule);

    [LoggerMessage(EventId = 2854, EventName = "ErasureOverdue", Level = LogLevel.Error, Message = "Erasure is overdue: round {RoundId}, rule {Rule}, {Days} days late.")]
    private static partial void Overdue(ILogger logger, string roundId, string rule, int days);
}
