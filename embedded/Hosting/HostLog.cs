using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Hosting;

/// <summary>What the embedded host logs: names and ids, never what a request holds.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed (invocation {Invocation}).")]
    public static partial void FunctionFailed(ILogger log, Exception error, string function, string invocation);

    [LoggerMessage(2, LogLevel.Debug, "The caller of {Function} went away (invocation {Invocation}).")]
    public static partial void RequestAborted(ILogger log, string function, string invocation);

    [LoggerMessage(3, LogLevel.Information, "Request refused with {Status} in {Function} (invocation {Invocation}).")]
    public static partial void RequestRefused(ILogger log, int status, string function, string invocation);

    [LoggerMessage(4, LogLevel.Debug, "{Function} returned no result (invocation {Invocation}).")]
    public static partial void NoResult(ILogger log, string function, string invocation);

    [LoggerMessage(5, LogLevel.Information, "Timer {Function}: next run {Next:u}.")]
    public static partial void TimerScheduled(ILogger log, string function, DateTimeOffset next);

    [LoggerMessage(6, LogLevel.Warning, "Timer {Function} is past due since {Due:u}; it makes up for that in one call.")]
    public static partial void TimerPastDue(ILogger log, string function, DateTimeOffset due);

    [LoggerMessage(7, LogLevel.Critical, "Timer {Function} has stopped and will not run again before the next start.")]
    public static partial void TimerBroken(ILogger log, Exception error, string function);

    [LoggerMessage(8, LogLevel.Information, "Function {Function} is disabled by its setting.")]
    public static partial void FunctionDisabled(ILogger log, string function);
}
