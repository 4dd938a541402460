using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BenchmarkDotNet.Attributes;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Converters;

namespace LipServerless.EngineBenchmarks;

/// <summary>History as text and as a row.</summary>
[MemoryDiagnoser]
public class HistoryBenchmarks
{
    // Nothing here is long enough for a blob.
    private readonly PackedBytes packed = new(new BlobContainerClient(new Uri("http://127.0.0.1:1/account/none")));
    private readonly List<HistoryEvent> turn = [.. Samples.History(6, out _).TakeLast(3)];
    private readonly List<HistoryEvent> hundred = Samples.History(99, out _);
    private byte[] turnBytes = [];
    private byte[] hundredBytes = [];
    private TableEntity hundredRow = [];

    [GlobalSetup]
    public async Task PackAsync()
    {
        turnBytes = HistoryJson.ToBytes(turn);
        hundredBytes = HistoryJson.ToBytes(hundred);
        hundredRow = await Pack_Row();
    }

    [Benchmark]
    public byte[] Json_WriteTurnOf3Events() => HistoryJson.ToBytes(turn);

    [Benchmark]
    public object Json_ReadTurnOf3Events() => HistoryJson.FromBytes<List<HistoryEvent>>(turnBytes);

    [Benchmark]
    public byte[] Json_Write99Events() => HistoryJson.ToBytes(hundred);

    [Benchmark]
    public object Json_Read99Events() => HistoryJson.FromBytes<List<HistoryEvent>>(hundredBytes);

    [Benchmark]
    public string? Json_WritePayload() => JsonDataConverter.Default.Serialize(new Payload("lip-r1", "beirat-01", 1));

    [Benchmark]
    public object? Json_ReadPayload() => JsonDataConverter.Default.Deserialize<Payload>("""{"RoundId":"lip-r1","BodyId":"beirat-01","Generation":1}""");

    [Benchmark]
    public async Task<TableEntity> Pack_Row()
    {
        var row = new TableEntity("sample", HubRows.History(1, 0));
        await packed.PutAsync(row, hundredBytes, "folder", CancellationToken.None);
        return row;
    }

    [Benchmark]
    public Task<byte[]> Unpack_Row() => packed.GetAsync(hundredRow, CancellationToken.None);

    private sealed record Payload(string RoundId, string BodyId, int Generation);
}
