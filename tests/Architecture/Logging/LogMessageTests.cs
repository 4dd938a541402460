using System.Globalization;
using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests.Logging;

/// <summary>
/// The log is structured: every sentence has an id and a name that stay what they are, and what is filled in are ids, instants, counts and
/// codes. docs/operations.md ("The log") says how to choose an id.
/// </summary>
public sealed partial class LogMessageTests
{
    // Adding a name here says: its value never holds a person's name, an address, a text or a token.
    private static readonly string[] Harmless =
    [
        // Ids of rounds, bodies, mails, instances; functions, tasks and calls.
        "RoundId", "BodyId", "MailId", "OperationId", "InstanceId", "Function", "Invocation", "Activity", "Orchestrator", "Event",
        // Codes: statuses, error codes, types of exceptions, an HTTP verb, a process with its machine. A reason is a sentence of ours.
        "Code", "Status", "Failure", "Method", "Self", "Owner", "Reason", "Rule", "Field",
        // Counts and lengths.
        "Count", "Files", "Fields", "Generation", "Unfinished", "WithMessages", "Outboxes", "Pause", "Days",
        // Instants.
        "Next", "Due",
    ];

    [Fact]
    public void EveryMessage_HasAnIdOfItsFolder()
    {
        var wrong = LogMessage.All
            .Select(m => (Message: m, Range: EventIds.RangeOf(m.Namespace)))
            .Where(m => m.Message.Id < m.Range.First || m.Message.Id > m.Range.Last || m.Range.First == 0)
            .Select(m => m.Range.First == 0
                ? $"{m.Message.Place}: give {m.Message.Namespace} a range in EventIds."
                : $"{m.Message.Place}: EventId must be of {m.Range.First} to {m.Range.Last}; the next free one is {EventIds.NextFree(m.Message.Namespace)}.");

        Assert.True(LogMessage.All.Count > 40, "The messages were not found.");
        AssertNone(wrong);
    }

    [Fact]
    public void EveryId_IsGivenOnce() => AssertNone(LogMessage.All
        .GroupBy(m => m.Id)
        .Where(same => same.Count() > 1)
        .Select(same => $"{same.Key} is {string.Join(" and ", same.Select(m => m.Place))}; the next free one is {EventIds.NextFree(same.Last().Namespace)}."));

    [Fact]
    public void EveryMessage_HasAnEventNameOfItsOwn() => AssertNone(
    [
        .. LogMessage.All.Where(m => !Name().IsMatch(m.Name)).Select(m => $"{m.Place}: EventName must be words such as RoundStarted, not '{m.Name}'."),
        .. LogMessage.All.GroupBy(m => m.Name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => $"EventName '{same.Key}' is given to {string.Join(" and ", same.Select(m => m.Place))}."),
    ]);

    [Fact]
    public void Placeholders_AreIdsCountsInstantsAndCodes() => AssertNone(LogMessage.All
        .SelectMany(m => m.Placeholders.Except(Harmless).Select(p =>
            $"{m.Place}: {{{p}}} is not known to hold an id, count, instant or code. Name it like one that is, or add it to {nameof(LogMessageTests)} if that is true.")));

    [Fact]
    public void EverySentence_SaysMoreThanAPlaceholder() => AssertNone(LogMessage.All
        .Where(m => m.Placeholders.Any(p => m.Sentence.Trim('.', ' ') == $"{{{p}}}"))
        .Select(m => $"{m.Place} is nothing but a placeholder."));

    [Fact]
    public void WhatSomebodyMustLookAt_StandsInTheRunBook()
    {
        var runBook = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

        AssertNone(LogMessage.All
            .Where(m => m.Level >= Microsoft.Extensions.Logging.LogLevel.Warning)
            .Select(m => string.Create(CultureInfo.InvariantCulture, $"| {m.Id} | `{m.Name}` | {m.Level} |"))
            .Where(row => !runBook.Contains(row, StringComparison.Ordinal))
            .Select(row => $"docs/operations.md, \"The log\", lacks the row: {row} what it means, what to do |"));
    }

    [Fact]
    public void TheRunBook_ListsNoEventThatIsNotWritten()
    {
        var runBook = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var listed = Row().Matches(runBook).Select(m => (Id: int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), Name: m.Groups[2].Value, Level: m.Groups[3].Value)).ToList();

        Assert.NotEmpty(listed);
        AssertNone(listed
            .Where(row => !LogMessage.All.Any(m => m.Id == row.Id && m.Name == row.Name && m.Level.ToString() == row.Level))
            .Select(row => $"docs/operations.md lists {row.Id} {row.Name} ({row.Level}), and no message is that."));
    }

    [Fact]
    public void NothingIsLogged_ButByLoggerMessage() => AssertNone(Sources()
        .SelectMany(f => PlainLogging().Matches(File.ReadAllText(f)).Select(m => $"{Path.GetRelativePath(Repository.Root, f)}: {m.Value}…) has no event id; write a [LoggerMessage].")));

    [Fact]
    public void Orchestrators_LogThroughTheReplaySafeLogger()
    {
        var orchestrators = Path.Combine(Repository.Root, "orchestrations", "Rounds");
        var unsafeOnes = Sources().Where(f => f.StartsWith(orchestrators, StringComparison.Ordinal) && LogsWhileReplaying(File.ReadAllText(f)));

        AssertNone(unsafeOnes.Select(f => $"{Path.GetRelativePath(Repository.Root, f)} would log again in each replay: take context.CreateReplaySafeLogger."));
    }

    private static bool LogsWhileReplaying(string source) =>
        source.Contains("ILogger", StringComparison.Ordinal) && !source.Contains("CreateReplaySafeLogger", StringComparison.Ordinal);

    private static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join(Environment.NewLine, faults));

    private static IEnumerable<string> Sources() =>
        new[] { "functions", "orchestrations", "embedded" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal));

    [GeneratedRegex("^[A-Z][A-Za-z]{3,}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\| (\d{4}) \| `(\w+)` \| (\w+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"\.(Log(Trace|Debug|Information|Warning|Error|Critical)|BeginScope)\s*\(.{0,60}")]
    private static partial Regex PlainLogging();
}
