using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Hands out replay-safe loggers over a context's own factory, which it does not own.</summary>
internal sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context) : ILoggerFactory
{
    /// <summary>The factory below; itself replay-safe when one context delegates to another.</summary>
    internal ILoggerFactory Inner => context.OwnLoggerFactory;

    public ILogger CreateLogger(string categoryName) => context.MakeReplaySafe(factory => factory.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("A replay-safe logger factory takes no providers; add them to the host's logging.");

    public void Dispose()
    {
    }
}
