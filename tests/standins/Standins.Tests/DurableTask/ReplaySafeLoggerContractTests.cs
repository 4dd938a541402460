using Microsoft.Extensions.Logging;

namespace LipServerless.Standins.Tests.DurableTask;

public class ReplaySafeLoggerContractTests
{
    private readonly RecordingLoggerFactory loggers = new();
    private readonly RecordingContext context;

    public ReplaySafeLoggerContractTests() => context = new RecordingContext { Loggers = loggers };

    [Fact]
    public void CreateReplaySafeLogger_Replaying_DropsRecords()
    {
        var logger = context.CreateReplaySafeLogger("round");

        context.Replaying = true;
        logger.LogInformation("old");
        context.Replaying = false;
        logger.LogInformation("new");

        Assert.Equal(["round: new"], loggers.Records);
    }

    [Fact]
    public void CreateReplaySafeLogger_ByTypeOrGeneric_UsesTheFullTypeName()
    {
        context.CreateReplaySafeLogger(typeof(RecordingContext)).LogInformation("a");
        context.CreateReplaySafeLogger<RecordingContext>().LogInformation("b");
        context.ReplaySafeLoggerFactory.CreateLogger("c").LogInformation("c");

        Assert.Equal([$"{typeof(RecordingContext).FullName}: a", $"{typeof(RecordingContext).FullName}: b", "c: c"], loggers.Records);
    }

    [Fact]
    public void ReplaySafeLoggerFactory_OfAWrappedContext_IsSafeForTheOuterContextOnly()
    {
        // An outer context hands on the inner one's factory: one layer, and the outer context's replaying counts.
        RecordingContext outer = new() { Loggers = context.ReplaySafeLoggerFactory };
        context.Replaying = true;

        outer.CreateReplaySafeLogger("outer").LogInformation("shown");

        Assert.Equal(["outer: shown"], loggers.Records);
    }

    [Fact]
    public void CreateReplaySafeLogger_FactoryThatLeadsToItself_ThrowsInsteadOfTurningForEver()
    {
        context.Loggers = context.ReplaySafeLoggerFactory;

        Assert.Throws<InvalidOperationException>(() => context.CreateReplaySafeLogger("x"));
    }

    [Fact]
    public void ReplaySafeLoggerFactory_AddProvider_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => context.ReplaySafeLoggerFactory.AddProvider(null!));

    private sealed class RecordingLoggerFactory : ILoggerFactory
    {
        public List<string> Records { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, Records);

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        private sealed class Recorder(string category, List<string> records) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
                => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                records.Add($"{category}: {formatter(state, exception)}");
        }
    }
}
