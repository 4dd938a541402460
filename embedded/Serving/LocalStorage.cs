using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.Embedded.Serving;

/// <summary>Storage for an embedded host: the account that settings name, or an Azurite where nothing answers on this machine.</summary>
internal sealed record LocalStorage(string ConnectionString, AzuriteProcess? Azurite)
{
    /// <summary>Sees to it that storage answers.</summary>
    /// <param name="workspace">Where an Azurite keeps its data.</param>
    /// <param name="configured">The connection string from settings; null for an Azurite of the host's own.</param>
    /// <param name="freePorts">Take any free ports instead of the usual ones.</param>
    /// <param name="say">Where lines for the person at the keyboard go.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<LocalStorage> EnsureAsync(
        Workspace workspace, string? configured, bool freePorts, Action<string> say, CancellationToken cancellationToken)
    {
        if (configured is { Length: > 0 } && !IsUsualEmulator(configured))
            return new(configured, null);

        var known = Directory.Exists(workspace.AzuriteFolder);
        if (!freePorts && !known && await AzuriteProbe.AnswersAsync(EmulatorAccount.Endpoint(EmulatorAccount.UsualTablePort), cancellationToken))
        {
            say("Speicher: ein laufender Emulator auf diesem Rechner (Port 10000/10002).");
            return new(EmulatorAccount.ConnectionString(EmulatorAccount.UsualBlobPort, EmulatorAccount.UsualTablePort), null);
        }

        var azurite = await AzuriteProcess.EnsureAsync(
            new()
            {
                DataFolder = workspace.AzuriteFolder,
                BlobPort = freePorts ? 0 : EmulatorAccount.UsualBlobPort,
                TablePort = freePorts ? 0 : EmulatorAccount.UsualTablePort,
            },
            ct => AzuriteInstallation.EnsureAsync(say, cancellationToken: ct),
            TimeProvider.System,
            cancellationToken);
        say(azurite.Adopted ? "Speicher: Azurite lief noch und wird weiter benutzt." : "Speicher: Azurite gestartet.");
        return new(azurite.ConnectionString, azurite);
    }

    private static bool IsUsualEmulator(string connectionString) =>
        connectionString.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase);
}
