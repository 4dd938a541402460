using System.Text.Json;

namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>What the pid file in the data folder says about the Azurite that runs there.</summary>
internal sealed record AzuriteRecord(int ProcessId, int BlobPort, int TablePort)
{
    private const string FileName = "azurite.pid.json";

    public static async Task<AzuriteRecord?> ReadAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataFolder, FileName);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize<AzuriteRecord>(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (JsonException)
        {
            // Written by rename, so this is no half-written file: somebody edited it. It names nobody to adopt.
            return null;
        }
    }

    public async Task WriteAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(dataFolder, FileName);
        await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(this), cancellationToken);
        File.Move(file + ".new", file, overwrite: true);
    }

    public static void Delete(string dataFolder) => File.Delete(Path.Combine(dataFolder, FileName));
}
