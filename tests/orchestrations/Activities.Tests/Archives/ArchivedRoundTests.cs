using System.Reflection;
using System.Text.Json;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Settings;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Tests.Archives;

/// <summary>Whoever adds a kind of row is told that archives do not hold it yet.</summary>
public sealed class ArchivedRoundTests
{
    private static readonly RoundRecord Round = new()
    {
        RoundId = "lip-r1",
        Number = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        Settings = new RoundSettings { Consultation = "lip", Title = "LIP" },
        DraftHash = "h",
        DraftDocument = "drafts/lip-r1/h.json",
        DraftFile = "drafts/lip-r1/h.original",
        DraftFileName = "a.md",
    };

    public static TheoryData<string> Kinds =>
    [
        .. typeof(StoredRecord).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(StoredRecord)))
            .SelectMany(type => (FieldInfo?[])[type.GetField("TheKey"), type.GetField("Prefix")]).OfType<FieldInfo>()
            .Select(key => (string)key.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_RowOfEachKindThereIs_IsKnown(string key)
    {
        var refusal = Record.Exception(() => Of(new ArchiveRow(ArchiveTable.Rounds, "lip-r1", key + "x", "null")));

        Assert.DoesNotContain("no kind", refusal?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RowOfAnotherKind_IsRefused() =>
        Assert.Contains("no kind", Assert.Throws<InvalidDataException>(() => Of(new ArchiveRow(ArchiveTable.Rounds, "lip-r1", "7-new", "{}"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Documents_OfARound_AreThoseItsRowsName()
    {
        var dissent = new BodyRecord { BodyId = "b", Kind = default, Name = "statements/lip-r2/b/x.json", Deadline = default, Dissent = new() { At = default, ReceiptNumber = "R", Document = "dissents/lip-r1/b/d.txt" } };

        var round = Of(new ArchiveRow(ArchiveTable.Rounds, "lip-r1", dissent.Key, JsonSerializer.Serialize(dissent)));

        Assert.Equal(["drafts/lip-r1/h.json", "drafts/lip-r1/h.original", "dissents/lip-r1/b/d.txt"], round.Documents.Select(document => document.Name));
    }

    private static ArchivedRound Of(ArchiveRow row) => ArchivedRound.Of([new(ArchiveTable.Rounds, "lip-r1", RoundRecord.TheKey, JsonSerializer.Serialize(Round)), row]);
}
