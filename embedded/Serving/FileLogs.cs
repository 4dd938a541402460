using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Serving;

/// <summary>Appends log lines to a file in the workspace. One line an entry (instant, level, category with event id, sentence), exceptions beneath.</summary>
internal sealed class FileLogs : ILoggerProvider
{
    private readonly StreamWriter writer;
    private readonly Lock gate = new();
    private readonly TimeProvider time;

    public FileLogs(string file, TimeProvider time)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        writer = new(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(false)) { AutoFlush = true };
        this.time = time;
    }

    public ILogger CreateLogger(string categoryName) => new FileLog(this, categoryName);

    public void Dispose()
    {
        lock (gate)
            writer.Dispose();
    }

    private void Write(string line)
    {
        lock (gate)
        {
            if (writer.BaseStream is { CanWrite: true })
                writer.WriteLine(line);
        }
    }

    private sealed class FileLog(FileLogs file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{file.time.GetUtcNow():O} {logLevel} {category}[{eventId.Id}] {formatter(state, exception)}");
            file.Write(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
        }
    }
}
