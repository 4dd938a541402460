using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Commands.Retention;
using LipServerless.Domain.Retention;
using LipServerless.Web.Retention;
using LipServerless.Web.Tests.Site;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Tests.Retention;

/// <summary>What the nightly run says of what it could not do: alerts look for it.</summary>
public sealed class OverdueErasureTests : IDisposable
{
    private readonly PublicSite site = new();
    private readonly Sentences sentences = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Failure_IsSaidEachNight_AndAfterThreeDaysLoudly()
    {
        var round = await new SampleRound(site).StartAsync();
        await (await round.FreezeAsync()).ReturnAsync();
        site.Office.Contacts.RemoveOutage = new IOException("lenkungsgruppe@example.org");
        site.Office.Time.Advance(RetentionRules.AbandonedAfter + TimeSpan.FromDays(RetentionRules.Contacts.Days));

        await RunAsync();
        Assert.DoesNotContain(sentences.All, said => said.Level == LogLevel.Error);
        Assert.Contains(sentences.All, said => said.Text == $"Round {round.RoundId}: rule Contacts was not carried out; the next night tries again.");

        site.Office.Time.Advance(TimeSpan.FromDays(3));
        await RunAsync();
        Assert.Contains(sentences.All, said => said is { Level: LogLevel.Error } && said.Text == $"Erasure is overdue: round {round.RoundId}, rule Contacts, 3 days late.");

        (site.Office.Contacts.RemoveOutage, sentences.All) = (null, []);
        await RunAsync();
        Assert.All(sentences.All, said => Assert.Equal(LogLevel.Information, said.Level));
    }

    private Task RunAsync() => new RetentionFunctions(
        site.Services.GetRequiredService<RetentionSweep>(), site.Services.GetRequiredService<ForgetAttachments>(), site.Office.Clock, sentences)
        .ByTimer(new TimerInfo(), site.Wakes, default);

    private sealed class Sentences : ILogger<RetentionFunctions>
    {
        public List<(LogLevel Level, string Text)> All { get; set; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add((logLevel, formatter(state, exception)));
    }
}
