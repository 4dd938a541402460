using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LipServerless.Activities.Changes;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Archives;

/// <summary>What is exported and imported again is the same, byte for byte, whatever the round.</summary>
public sealed class RoundTripTests
{
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(12).WithStartSize(3).WithEndSize(40);

    [Fact]
    public void ExportImport_AnyRound_LosesNothing() =>
        Prop.ForAll(
            Gen.Sized(size => Gen.Choose(0, int.MaxValue - 1).Select(seed => (Seed: seed, Size: size + 1))).ToArbitrary(),
            round => Task.Run(() => CheckAsync(round.Seed, round.Size)).GetAwaiter().GetResult()).Check(Some);

    private static async Task CheckAsync(int seed, int size)
    {
        var (from, to) = (new Place(), new Place());
        var round = new RandomRound(seed, size);
        await round.StoreAsync(from);
        await from.Away.ExecuteAsync(round.RoundId, null, "Umzug", "Ada Probe", default);
        var handedOver = await from.EverythingAsync();
        var other = new RandomRound(seed == 0 ? 1 : seed - 1, 2);
        await other.StoreAsync(from);

        await to.ImportAsync(await from.ExportAsync(round.RoundId));

        var arrived = await to.EverythingAsync();
        var log = await to.Rounds.ReadAuditAsync(round.RoundId, default);
        Assert.Null(AuditVerification.FirstBroken(log));
        Assert.Equal(AuditVerb.MovedIn, log[^1].Entry.Verb);

        // What the two differ in: the round lives there now, and its log says so.
        string[] ownKeys = [RoundRecord.TheKey, AuditHeadRecord.TheKey, log[^1].Entry.Key, log[^1].Side!.Key];
        foreach (var key in ownKeys.Select(key => $"Rounds/{round.RoundId}/{key}"))
        {
            arrived.Remove(key);
            handedOver.Remove(key);
        }

        foreach (var row in handedOver)
            Assert.Equal(row.Value, arrived.GetValueOrDefault(row.Key, $"{row.Key} is missing"));
        Assert.Equal(handedOver.Keys, arrived.Keys);
        var (before, after) = (await from.Rounds.ReadAsync(round.RoundId, default), await to.Rounds.ReadAsync(round.RoundId, default));
        Assert.Equal(Json(before!.Round), Json(after!.Round));
        Assert.NotNull(before.Round.Away);
        Assert.Null(after.Round.Away);
    }

    private static string Json(RoundRecord round) => JsonSerializer.Serialize(round with { Away = null, Version = null });
}
