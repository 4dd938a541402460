using System.Text.RegularExpressions;
using LipServerless.Embedded.Inbox;
using LipServerless.EndToEnd.Tests.Playing;
using Xunit.Abstractions;

namespace LipServerless.EndToEnd.Tests.Faults;

/// <summary>A round whose mail service has bad days: it throttles, breaks, dawdles and lets sendings fail.</summary>
public sealed partial class MailServiceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Round_ServiceThrottlesBreaksAndDawdles_EveryMailArrivesOnce()
    {
        var undisturbed = await Undisturbed.EndAsync();
        using var run = new Run();
        var play = new RoundPlay();
        // It would deliver again what is sent again: only who asks before a repeat sends once.
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None, options => options with { InboxReuse = OperationReuse.DeliverAgain });
        var inbox = life.Host.Inbox;
        var now = RoundPlay.Start;
        // Whoever was put off comes again in process time.
        life.Mailbox.WhenNothingComes = async cancellationToken => await life.ReachAsync(now = now.AddMinutes(30), cancellationToken);
        foreach (var act in play.Acts)
        {
            await life.ReachAsync(now = act.At > now ? act.At : now, CancellationToken.None);
            Assert.True(inbox.Behaviour.IsOrdinary, $"Before '{act.Name}' nobody has felt {inbox.Behaviour}.");
            inbox.Behaviour = act.Name switch
            {
                "start" => new() { ThrottleNext = 4, RetryAfterSeconds = 1, RefuseNext = 2, RefuseStatus = 503, StayRunningNext = 3, StayRunningSeconds = 2 },
                "council 1" => new() { RefuseNext = 1, RefuseStatus = 500 },
                "council 9" => new() { ThrottleNext = 1, RetryAfterSeconds = 7 },
                "adoption" => new() { LoseAnswerNext = 2, ThrottleNext = 2, RetryAfterSeconds = 1, StayRunningNext = 1, StayRunningSeconds = 1 },
                "decision" => new() { RefuseNext = 3, RefuseStatus = 502 },
                _ => new(),
            };
            await act.PlayAsync(life, CancellationToken.None);
        }

        var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
        output.WriteLine($"{inbox.Stats}");
        Assert.Equal(inbox.Stats.Mails, inbox.Stats.Stored);
        (end with { Synopsis = OnDays(end) }).MustKeepPromises(undisturbed with { Synopsis = OnDays(undisturbed) }, play.Receipts, "bad days of the mail service");
        RoundEnd.MustEqual(undisturbed.Orchestrations, end.OrchestrationsOfLastGeneration(), "orchestrations");
    }

    // What was done again later the same day.
    private static List<string> OnDays(RoundEnd end) => [.. end.Synopsis.Select(part => TimeOfDay().Replace(part, ""))];

    [GeneratedRegex("(?<=\\d{4}-\\d\\d-\\d\\d)T[\\d:.]+(\\+00:00|Z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeOfDay();
}
