using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Commands.WorkingDrafts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Pages.Reply.Working;

/// <summary>Every night: what was begun and never submitted is deleted thirty days after its round; files that nothing names go with it.</summary>
public sealed partial class ForgetDraftsFunction(ForgetWorkingDrafts forget, ForgetAttachments forgetFiles, ILogger<ForgetDraftsFunction> logger)
{
    /// <summary>At half past three (UTC).</summary>
    [Function("ForgetDraftsByTimer")]
    public async Task ByTimer([TimerTrigger("0 30 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        _ = timer;
        if (await forget.ExecuteAsync(cancellationToken) is > 0 and var fields)
            Forgotten(logger, fields);
        if (await forgetFiles.ExecuteAsync(cancellationToken) is > 0 and var files)
            FilesForgotten(logger, files);
    }

    [LoggerMessage(EventId = 2403, EventName = "FilesForgotten", Level = LogLevel.Information,
        Message = "{Files} files that no statement and no working draft names were deleted.")]
    private static partial void FilesForgotten(ILogger logger, int files);

    [LoggerMessage(EventId = 2404, EventName = "WorkingDraftsForgotten", Level = LogLevel.Information,
        Message = "{Fields} fields of working drafts were deleted, thirty days after their rounds.")]
    private static partial void Forgotten(ILogger logger, int fields);
}
