using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Drops records while the orchestrator replays; scopes and levels are the inner logger's.</summary>
internal sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (context.IsReplaying)
        {
            return;
        }

        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
