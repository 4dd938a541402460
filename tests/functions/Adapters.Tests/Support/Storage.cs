using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Adapters.Tables;
using LipServerless.Testing;

namespace LipServerless.Adapters.Tests.Support;

/// <summary>Azurite, under a prefix of the test's own.</summary>
internal sealed class Storage
{
    public string Prefix { get; } = AzuriteFixture.NewTablePrefix();

    public TableServiceClient Tables { get; } = new(AzuriteFixture.Shared.ConnectionString);

    public BlobServiceClient Blobs { get; } = new(AzuriteFixture.Shared.ConnectionString);

    public TableRoundStore Rounds() => new(Tables, Prefix);

    /// <summary>A store whose requests pass through a transport of the test's, retried at once as a client does.</summary>
    public TableRoundStore RoundsThrough(HttpPipelineTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return new TableRoundStore(new TableServiceClient(AzuriteFixture.Shared.ConnectionString, options), Prefix);
    }

    /// <summary>The rows as they lie in the table.</summary>
    public TableClient RoundRows() => Tables.GetTableClient(Prefix + "Rounds");
}
