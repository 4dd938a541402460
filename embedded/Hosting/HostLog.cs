using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Hosting;

/// <summary>What the embedded host logs: names and ids, never what a request holds.</summary>
internal static partial class HostLog
{
    [LoggerMessage(EventId = 5200, EventName = "FunctionFailed", Level = LogLevel.Error,
        Message = "Function {Function} failed (invocation {Invocation}).")]
    public static partial void FunctionFailed(ILogger log, Exception error, string function, string invocation);

    [LoggerMessage(EventId = 5201, EventName = "RequestAborted", Level = LogLevel.Debug,
        Message = "The caller of {Function} went away (invocation {Invocation}).")]
    public static partial void RequestAborted(ILogger log, string function, string invocation);

    [LoggerMessage(EventId = 5202, EventName = "RequestRefused", Level = LogLevel.Information,
        Message = "Request refused with {Status} in {Function} (invocation {Invocation}).")]
    public static partial void RequestRefused(ILogger log, int status, string function, string invocation);

    [LoggerMessage(EventId = 5203, EventName = "NoResult", Level = LogLevel.Debug,
        Message = "{Function} returned no result (invocation {Invocation}).")]
    public static partial void NoResult(ILogger log, string function, string invocation);

    [LoggerMessage(EventId = 5204, EventName = "TimerScheduled", Level = LogLevel.Information,
        Message = "Timer {Function}: next run {Next:u}.")]
    public static partial void TimerScheduled(ILogger log, string function, DateTimeOffset next);

    [LoggerMessage(EventId = 5205, EventName = "TimerPastDue", Level = LogLevel.Warning,
        Message = "Timer {Function} is past due since {Due:u}; it makes up for that in one call.")]
    public static partial void TimerPastDue(ILogger log, string function, DateTimeOffset due);

    [LoggerMessage(EventId = 5206, EventName = "TimerBroken", Level = LogLevel.Critical,
        Message = "Timer {Function} has stopped and will not run again before the next start.")]
    public static partial void TimerBroken(ILogger log, Exception error, string function);

    [LoggerMessage(EventId = 5207, EventName = "FunctionDisabled", Level = LogLevel.Information,
        Message = "Function {Function} is disabled by its setting.")]
    public static partial void FunctionDisabled(ILogger log, string function);
}
