using System.Globalization;
using LipServerless.Domain.States;
using LipServerless.EndToEnd.Tests.Processes;
using LipServerless.Rounds.Contracts.Stored;
using Xunit.Abstractions;

namespace LipServerless.EndToEnd.Tests.Kills;

public sealed class KilledHostTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Round_OfAHostThatIsKilledInItsMidst_EndsRightAfterTheRestart(bool deleteHub)
    {
        Machine.NeedsNode();
        await using var host = await RestartingHost.StartAsync();
        using var people = new PersistentPeople(host);
        await people.StartRoundAsync();
        var steps = Enumerable.Range(0, PersistentPeople.Steps).ToArray();
        Random.Shared.Shuffle(steps);

        var play = people.PlayAsync();
        var told = "";
        foreach (var step in steps.Take(2).Order())
        {
            // A play that failed has no further steps.
            if (await Task.WhenAny(people.BegunAsync(step), play) == play)
                await play;
            var later = Random.Shared.NextDouble() * LongestWait;
            await Task.Delay(later, TimeProvider.System);
            told += string.Create(CultureInfo.InvariantCulture, $"killed {later.TotalMilliseconds:F0} ms after the beginning of step {step}, with {people.Receipts.Count} receipts given; ");
            await host.KillAndRestartAsync(deleteHub);
        }

        await play;

        output.WriteLine(told);
        await people.Mailbox.ExpectAsync(MailKind.Outcome, PersistentPeople.BodyCount, DateTimeOffset.MinValue, CancellationToken.None);
        var round = await people.Staff.ReadAsync(people.RoundId, CancellationToken.None);
        Assert.True(round.State == RoundState.Accepted, told);
        Assert.Equal((PersistentPeople.BodyCount, 4, 2), (round.Counts.Asked, round.Counts.Answered, round.Counts.Expired));
        Assert.True(await people.Staff.LogIsIntactAsync(people.RoundId, CancellationToken.None), told);

        var synopsis = await people.Staff.SynopsisAsync(people.RoundId, CancellationToken.None);
        var stored = synopsis.Bodies.SelectMany(body => body.Statements).Select(statement => statement.ReceiptNumber);
        Assert.Equal(people.Receipts.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));

        var mails = await people.Mailbox.AfterAsync(0, CancellationToken.None);
        Assert.True(mails.DistinctBy(mail => mail.OperationId).Count() == mails.Count, told);
        AssertOnceEach(MailKind.Invitation, PersistentPeople.BodyCount);
        AssertOnceEach(MailKind.Outcome, PersistentPeople.BodyCount);
        AssertOnceEach(MailKind.Adopted, 3);
        Assert.Equal(people.Receipts.Count, mails.Count(mail => mail.Kind == nameof(MailKind.Receipt)));

        void AssertOnceEach(MailKind kind, int expected) => Assert.True(
            mails.Where(mail => mail.Kind == kind.ToString()).GroupBy(mail => mail.To[0].Address).Select(group => group.Count()).SequenceEqual(Enumerable.Repeat(1, expected)),
            $"{kind}: {told}");
    }
}
