using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.EndToEnd.Tests.Kills;

/// <summary>
/// A small round, played by people who try again when the host is away: whatever they were told is stored they note. They do the same
/// thing again where no answer came; what was stored without an answer must then count once.
/// </summary>
internal sealed class PersistentPeople(RestartingHost host) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly RosterEntry[] Bodies =
    [
        Entry("ib-a", BodyKind.IntegrationCouncil), Entry("ib-b", BodyKind.IntegrationCouncil), Entry("ib-c", BodyKind.IntegrationCouncil),
        Entry("konferenz", BodyKind.DelegateConference), Entry("tisch", BodyKind.RoundTable), Entry("gleich", BodyKind.EqualityOfficer),
    ];

    private readonly TaskCompletionSource[] begun = [.. Enumerable.Range(0, Steps).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private readonly StaffApi staff = new(host.Address, host.StaffKey);
    private readonly Visitor visitor = new();

    public Mailbox Mailbox { get; } = new(host.Inbox);

    public StaffApi Staff => staff;

    public static int BodyCount => Bodies.Length;

    /// <summary>Receipts that people were given.</summary>
    public List<string> Receipts { get; } = [];

    public string RoundId { get; private set; } = "";

    public async Task StartRoundAsync()
    {
        // Far enough for a slow machine; staff close early when everybody has had their say.
        var today = LocalTime.DateOf(TimeProvider.System.GetUtcNow(), LocalTime.DefaultZone);
        var settings = new SettingsFile
        {
            Title = "Runde unter erschwerten Bedingungen",
            Bodies = Bodies,
            SteeringGroup = new() { Id = "lenkungsgruppe", Name = "Lenkungsgruppe", Emails = ["lenkung@example.org"] },
            Deadlines = new() { Councils = today.AddDays(60), Conference = today.AddDays(120) },
            GraceDays = 0,
            DissentDays = 0,
        };
        RoundId = (await staff.StartAsync(new(SampleDrafts.FirstName, SampleDrafts.First), settings, CancellationToken.None)).RoundId;
    }

    /// <summary>How many steps <see cref="PlayAsync"/> has.</summary>
    public const int Steps = 8;

    /// <summary>Plays it to the steering group's acceptance.</summary>
    public async Task PlayAsync()
    {
        Func<Task>[] deeds =
        [
            () => AnswerAsync("ib-a", "Erste Fassung."),
            () => AnswerAsync("gleich", "Gelesen."),
            () => AnswerAsync("ib-b", "Wir stimmen zu."),
            () => AnswerAsync("ib-a", "Zweite Fassung, sie ersetzt die erste."),
            // The third council and the round table say nothing.
            () => CloseAsync(body => body.Kind != BodyKind.DelegateConference, "Alle, die antworten wollten, haben geantwortet."),
            () => AnswerAsync("konferenz", "Gemeinsame Sicht."),
            () => CloseAsync(_ => true, "Die gemeinsame Sicht liegt vor."),
            () => DecideAsync(),
        ];
        for (var i = 0; i < Steps; i++)
        {
            begun[i].TrySetResult();
            await deeds[i]();
        }
    }

    /// <summary>Completes when a step begins, from 0.</summary>
    public Task BegunAsync(int step) => begun[step].Task;

    public async Task<T> PersistAsync<T>(Func<Task<T>> attempt)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception away) when (away is HttpRequestException or IOException && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    public void Dispose()
    {
        staff.Dispose();
        visitor.Dispose();
        Mailbox.Dispose();
    }

    private static RosterEntry Entry(string id, BodyKind kind) => new() { Id = id, Kind = kind.ToString(), Name = $"Gremium {id}", Emails = [$"{id}@example.org"] };

    private async Task AnswerAsync(string bodyId, string overall)
    {
        var number = await PersistAsync(async () =>
        {
            var mail = await Mailbox.NewestAsync(MailKind.Invitation, $"{bodyId}@example.org", DateTimeOffset.MinValue, CancellationToken.None);
            var page = await ReplyPageVisit.OpenAsync(visitor, await Mailbox.LinkInAsync(mail, 'b', CancellationToken.None), CancellationToken.None);
            return await page.SubmitAsync(new StatementContent { Overall = overall }, CancellationToken.None);
        });
        Receipts.Add(number);
    }

    // Body by body: one that was closed before the answer got lost is seen to be closed.
    private async Task CloseAsync(Func<Web.Overview.BodyOverview, bool> which, string reason)
    {
        foreach (var entry in Bodies)
        {
            await PersistAsync(async () =>
            {
                var body = (await staff.ReadAsync(RoundId, CancellationToken.None)).Bodies.Single(body => body.BodyId == entry.Id);
                if (body.State == BodyState.Open && which(body))
                    await staff.CloseAsync(RoundId, body.BodyId, reason, CancellationToken.None);
                return body;
            });
        }
    }

    private async Task UntilAsync(RoundState state)
    {
        var began = TimeProvider.System.GetTimestamp();
        while ((await PersistAsync(() => staff.ReadAsync(RoundId, CancellationToken.None))).State != state)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"The round did not come to {state}.\n{host.Output}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task DecideAsync()
    {
        await UntilAsync(RoundState.AwaitingDecision);
        await PersistAsync(async () =>
        {
            var round = await staff.ReadAsync(RoundId, CancellationToken.None);
            if (round.Decision is null)
            {
                var today = LocalTime.DateOf(round.AsOf, round.TimeZone);
                await staff.DecideAsync(RoundId, new(DecisionOutcome.Accepted, round.DraftHash, today, [], null, null), CancellationToken.None);
            }

            return round;
        });
    }
}
