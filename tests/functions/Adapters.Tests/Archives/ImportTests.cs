using Azure.Core.Pipeline;
using Azure.Data.Tables;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing;
using LipServerless.Testing.Fakes;

namespace LipServerless.Adapters.Tests.Archives;

/// <summary>A round lives in one place, whatever is imported where and how often, and wherever that breaks off.</summary>
public sealed class ImportTests
{
    private const int Seed = 7;
    private static readonly string RoundId = $"lip-{Seed}-r1";

    [Fact]
    public async Task Import_TheSameAgain_ChangesNothing()
    {
        var (from, to) = await PlacesAsync();
        var zip = await from.HandOverAsync(RoundId);
        Assert.False((await to.ImportAsync(zip)).WasThere);
        var first = await to.EverythingAsync();

        Assert.True((await to.ImportAsync(zip)).WasThere);

        Assert.Equal(first, await to.EverythingAsync());
    }

    [Fact]
    public async Task Import_TheSameAgainAfterTheRoundWentOn_ChangesNothing()
    {
        var (from, to) = await PlacesAsync();
        var zip = await from.HandOverAsync(RoundId);
        await to.ImportAsync(zip);
        await to.Rounds.CommitAsync(RoundId, new RoundChange { Audit = [Rows.Entry("mehr")] }, default);
        var first = await to.EverythingAsync();

        Assert.True((await to.ImportAsync(zip)).WasThere);

        Assert.Equal(first, await to.EverythingAsync());
    }

    [Fact]
    public async Task Import_WhereItLivesWithAnotherContent_IsRefused()
    {
        var (from, to) = await PlacesAsync();
        var zip = await from.HandOverAsync(RoundId);
        await to.Rounds.CommitAsync(RoundId, Rows.Started(RoundId), default);

        await RefusedAsync(to, zip, "gibt es hier schon");
    }

    [Fact]
    public async Task Import_WhereItCameFrom_IsRefused()
    {
        var (from, _) = await PlacesAsync();

        await RefusedAsync(from, await from.HandOverAsync(RoundId), "stammt von hier");
    }

    [Fact]
    public async Task Import_BackAgain_GoesOnWhereItLeft()
    {
        var (from, to) = await PlacesAsync();
        await to.ImportAsync(await from.HandOverAsync(RoundId));
        await to.Rounds.CommitAsync(RoundId, new RoundChange { Put = [Rows.Statement(1, 99)], Audit = [Rows.Entry("dort")] }, default);
        await to.Contacts.PutAsync($"lip-{Seed}", new Contact { BodyId = "b-1", Emails = ["neu@example.org"] }, default);
        var back = await to.HandOverAsync(RoundId);

        await from.ImportAsync(back);

        var round = await from.Rounds.RequireAsync(RoundId);
        Assert.Null(round.Round.Away);
        Assert.NotNull(round.Statement(Rows.BodyId(1), 99));
        Assert.Equal(["neu@example.org"], (await from.Contacts.GetAsync($"lip-{Seed}", "b-1", default))!.Emails);
        Assert.Equal([AuditVerb.MovedIn, AuditVerb.MovedAway, AuditVerb.MovedIn, AuditVerb.MovedAway], (await from.Rounds.ReadAuditAsync(RoundId, default)).Select(l => l.Entry.Verb).Where(v => v.StartsWith("moved", StringComparison.Ordinal)).Reverse());
        Assert.NotNull((await to.Rounds.RequireAsync(RoundId)).Round.Away);
    }

    [Fact]
    public async Task Import_AfterItStayedAfterAll_IsRefusedThereAndHere()
    {
        var (from, to) = await PlacesAsync();
        var zip = await from.HandOverAsync(RoundId);
        await from.Stay.ExecuteAsync(RoundId, "Doch nicht", "Ada Probe", default);
        await RefusedAsync(from, zip, "gibt es hier schon");

        // There nobody can know: it is what the person who lets it stay answers for.
        await to.ImportAsync(zip);
        var back = await to.HandOverAsync(RoundId);
        await from.Away.ExecuteAsync(RoundId, null, "Nun doch", "Ada Probe", default);
        await RefusedAsync(from, back, "nichts weiß");
    }

    [Fact]
    public async Task Import_WithoutItsPredecessor_NamesIt()
    {
        var (from, to) = (new Place(), new Place());
        await from.Documents.PutAsync("drafts/a.json", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(DraftReader.Read("Ein Absatz."u8.ToArray(), "a.md", DraftLimits.Default).Draft!), "application/json", default);
        await from.Rounds.CommitAsync("lip-r2", new RoundChange { Put = [Rows.Round("lip-r2", 1) with { PreviousRoundId = "lip-r1" }, Rows.Body(1)], Audit = [Rows.Entry("lip-r2")] }, default);

        await RefusedAsync(to, await from.HandOverAsync("lip-r2"), "'lip-r1'");
    }

    [Fact]
    public async Task Import_AnotherSecret_NeedsAWord()
    {
        var (from, to) = (await PlaceAsync(), new Place { Secret = new FixedLinkSecret(7) });
        var zip = await from.HandOverAsync(RoundId);
        await RefusedAsync(to, zip, "Lip:LinkSecret");

        await to.ImportAsync(zip, new ImportConsent { OtherSecret = true });

        Assert.NotNull(await to.Rounds.ReadAsync(RoundId, default));
    }

    [Fact]
    public async Task Import_BackupOfARunningRound_NeedsAWord()
    {
        var (from, to) = await PlacesAsync();
        var zip = await from.ExportAsync(RoundId, ArchiveKind.Backup);
        await RefusedAsync(to, zip, "Sicherung");

        await to.ImportAsync(zip, new ImportConsent { FromBackup = true });

        Assert.Null((await to.Rounds.RequireAsync(RoundId)).Round.Away);
    }

    [Fact]
    public async Task Import_RecordOfARunningRound_IsRefused()
    {
        var (from, to) = await PlacesAsync();

        await RefusedAsync(to, await from.ExportAsync(RoundId, ArchiveKind.Archive), "zum Aufheben");
    }

    [Fact]
    public async Task Import_RecordOfARoundThatIsOver_CanBeReadAgain()
    {
        var (from, to) = (await PlaceAsync(), new Place());
        var round = await from.Rounds.RequireAsync(RoundId);
        await from.Rounds.CommitAsync(
            RoundId,
            new RoundChange { Put = [round.Round with { State = RoundState.Accepted, OutcomeTold = true }, .. round.Mails.Select(mail => mail with { State = MailState.Sent })] },
            default);

        await to.ImportAsync(await from.ExportAsync(RoundId, ArchiveKind.Archive));

        Assert.Equal(round.Statements.Count, (await to.Rounds.RequireAsync(RoundId)).Statements.Count);
    }

    [Fact]
    public async Task Export_ToKeep_HoldsNoAddressNoLinkAndNothingBegun()
    {
        var from = await PlaceAsync();
        await from.Contacts.PutAsync($"lip-{Seed}", new Contact { BodyId = "b-1", Emails = ["adresse@example.org"] }, default);
        await from.Links.PutAsync(new LinkRecord { TokenHash = new string('b', 64), RoundId = RoundId, Recipient = "b-1", Kind = LinkKind.Reply, Generation = 1 }, default);
        await from.Drafts.CommitAsync(RoundId, [new DraftFieldRecord { BodyId = "b-1", Field = "c-p-9", Text = "angefangen", Session = "s", At = Rows.Start }], [], default);
        var begun = new string('c', 64);
        await from.Files.PutAsync(new AttachmentKey(RoundId, "b-1", begun), "Datei"u8.ToArray(), default);
        string[] secrets = ["adresse@example.org", new('b', 64), "angefangen", begun];

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, TextOf(from, ArchiveKind.Archive).Result, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.Contains(secret, TextOf(from, ArchiveKind.Backup).Result, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_BrokenOffAnywhere_IsInvisibleOrClosedAndCanBeRepeated()
    {
        var (from, to) = await PlacesAsync();
        for (var commits = 0; commits < 4; commits++)
            await from.Rounds.CommitAsync(RoundId, new RoundChange { Audit = [.. Enumerable.Range(0, 40).Select(n => Rows.Entry($"mehr-{n}"))] }, default);
        var zip = await from.HandOverAsync(RoundId);
        var entries = (await from.Rounds.ReadAuditAsync(RoundId, default)).Count;
        var broken = 0;
        for (var requests = 1; ; requests++)
        {
            var failing = new BreaksOff(requests);
            var options = new TableClientOptions { Transport = failing };
            options.Retry.MaxRetries = 0;
            try
            {
                await to.ImportAsync(zip, through: to.ArchivesThrough(new TableServiceClient(AzuriteFixture.Shared.ConnectionString, options)));
                break;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                broken++;
                var seen = await to.Rounds.ReadAsync(RoundId, default);
                Assert.True(seen is null or { Round.Away: not null }, $"open after {requests} requests");
                Assert.True(seen is null || (await to.Rounds.ReadAuditAsync(RoundId, default)).Count == entries, $"visible in part after {requests} requests");
            }
        }

        Assert.True(broken > 5, $"It broke off {broken} times.");
        var whole = new Place();
        await whole.ImportAsync(zip);
        Assert.Equal(Lasting(await whole.EverythingAsync()), Lasting(await to.EverythingAsync()));
    }

    [Fact]
    public async Task Export_WhileTheRoundChanges_HoldsOneStateOfIt()
    {
        var from = await PlaceAsync();
        var changes = 0;
        var store = from.ArchivesThrough(new TableServiceClient(AzuriteFixture.Shared.ConnectionString, new TableClientOptions
        {
            // Before each of the first queries, in two tables: a body and its contact.
            Transport = new ActsBeforeQueries(() => changes < 7 ? MarkAsync(from, $"nach {++changes}") : Task.CompletedTask),
        }));

        var rows = await store.ReadAsync(RoundId, everything: true, default);

        Assert.Contains("nach 7", rows!.Single(row => row is { Table: ArchiveTable.Rounds, Key: BodyRecord.Prefix + "b-1" }).Json, StringComparison.Ordinal);
        Assert.Contains("nach 7", rows!.Single(row => row is { Table: ArchiveTable.Contacts, Key: "b-1" }).Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfARoundThatNeverStandsStill_IsRefused()
    {
        var from = await PlaceAsync();
        var commits = 0;
        var store = from.ArchivesThrough(new TableServiceClient(AzuriteFixture.Shared.ConnectionString, new TableClientOptions
        {
            Transport = new ActsBeforeQueries(() => from.Rounds.CommitAsync(RoundId, new RoundChange { Put = [Rows.Statement(1, 100 + commits++)] }, default)),
        }));

        await Assert.ThrowsAsync<StoreConflictException>(() => store.ReadAsync(RoundId, everything: false, default));
    }

    private static async Task MarkAsync(Place place, string mark)
    {
        var body = (await place.Rounds.RequireAsync(RoundId)).Body("b-1")!;
        await place.Rounds.CommitAsync(RoundId, new RoundChange { Put = [body with { CloseReason = mark }] }, default);
        await place.Contacts.PutAsync($"lip-{Seed}", new Contact { BodyId = "b-1", PostalAddress = mark }, default);
    }

    // Entries of the log that say when it was imported have random salts.
    private static Dictionary<string, string> Lasting(IReadOnlyDictionary<string, string> everything)
    {
        var last = everything.Keys.Where(key => key.Contains("/9-audit-", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!;
        return everything
            .Where(row => row.Key != last && row.Key != last.Replace("9-audit-", "9-side-", StringComparison.Ordinal) && !row.Key.EndsWith("/9-head", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
    }

    private static async Task<string> TextOf(Place place, ArchiveKind kind) =>
        string.Join('\n', Zip.Entries(await place.ExportAsync(RoundId, kind)).Select(entry => $"{entry.Name}\n{System.Text.Encoding.UTF8.GetString(entry.Content)}"));

    private static async Task RefusedAsync(Place place, byte[] zip, string says)
    {
        var before = await place.EverythingAsync();
        var refusal = await Assert.ThrowsAsync<CommandRefusedException>(() => place.ImportAsync(zip));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await place.EverythingAsync());
    }

    private static async Task<(Place From, Place To)> PlacesAsync() => (await PlaceAsync(), new Place());

    // Running, whatever the dice say.
    private static async Task<Place> PlaceAsync()
    {
        var place = new Place();
        await new RandomRound(Seed, 4).StoreAsync(place);
        var round = await place.Rounds.RequireAsync(RoundId);
        await place.Rounds.CommitAsync(RoundId, new RoundChange { Put = [round.Round with { State = RoundState.Collecting, OutcomeTold = false }] }, default);
        return place;
    }

    /// <summary>After so many requests nothing is reached any more.</summary>
    private sealed class BreaksOff(int after) : HttpPipelineTransport
    {
        private readonly HttpClientTransport inner = new();
        private int left = after;

        public override Azure.Core.Request CreateRequest() => inner.CreateRequest();

        public override void Process(Azure.Core.HttpMessage message) => throw new NotSupportedException("The adapters do not block.");

        public override async ValueTask ProcessAsync(Azure.Core.HttpMessage message)
        {
            if (Interlocked.Decrement(ref left) < 0)
                throw new IOException("The connection broke.");
            await inner.ProcessAsync(message);
        }
    }

    private sealed class ActsBeforeQueries(Func<Task> act) : HttpPipelineTransport
    {
        private readonly HttpClientTransport inner = new();

        public override Azure.Core.Request CreateRequest() => inner.CreateRequest();

        public override void Process(Azure.Core.HttpMessage message) => throw new NotSupportedException("The adapters do not block.");

        public override async ValueTask ProcessAsync(Azure.Core.HttpMessage message)
        {
            if (message.Request.Method == Azure.Core.RequestMethod.Get)
                await act();
            await inner.ProcessAsync(message);
        }
    }
}
