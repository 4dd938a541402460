using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tables;

namespace LipServerless.Adapters.Archives;

/// <summary>The tables that hold rows of rounds, under one prefix.</summary>
internal sealed class ArchiveTables(TableServiceClient service, string prefix) : IDisposable
{
    private readonly Dictionary<ArchiveTable, LazyTable> tables = Enum.GetValues<ArchiveTable>().ToDictionary(table => table, table => new LazyTable(service, prefix + table));

    /// <summary>A table; created when first needed.</summary>
    public ValueTask<TableClient> GetAsync(ArchiveTable table, CancellationToken cancellationToken) => tables[table].GetAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var table in tables.Values)
            table.Dispose();
    }
}
