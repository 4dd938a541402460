using Azure.Data.Tables;

namespace LipServerless.Adapters.Tables;

/// <summary>A table that is created when it is first needed. Creation is tried again after a failure.</summary>
internal sealed class LazyTable(TableServiceClient service, string name) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile bool exists;

    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        var client = service.GetTableClient(name);
        if (exists)
            return client;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!exists)
            {
                await client.CreateIfNotExistsAsync(cancellationToken);
                exists = true;
            }
        }
        finally
        {
            gate.Release();
        }

        return client;
    }

    public void Dispose() => gate.Dispose();
}
