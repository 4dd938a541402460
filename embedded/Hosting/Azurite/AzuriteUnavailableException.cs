namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>
/// Azurite cannot be had on this machine. The message is one sentence that tells the person at the keyboard what to do,
/// German first; the host prints it and ends with <see cref="ExitCode"/>.
/// </summary>
public sealed class AzuriteUnavailableException : Exception
{
    private AzuriteUnavailableException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What the host's process answers: 2, the machine lacks something.</summary>
    public static int ExitCode => 2;

    internal static AzuriteUnavailableException Missing(string tool) => new(
        $"'{tool}' fehlt auf diesem Rechner: bitte Node.js 20 oder neuer mit npm installieren (https://nodejs.org) oder dem Host ein Speicherkonto angeben "
        + $"– '{tool}' is missing: install Node.js 20 or later with npm, or point the host at a storage account.");

    internal static AzuriteUnavailableException InstallFailed(int exitCode, string lastLines) => new(
        $"Azurite ließ sich nicht installieren (npm ci endete mit {exitCode}): bitte die Verbindung zur npm-Registry prüfen und noch einmal starten "
        + $"– npm ci failed, check the connection to the npm registry and start again.{Environment.NewLine}{lastLines}");

    internal static AzuriteUnavailableException NotStarted(string reason, string logFile) => new(
        $"Azurite ist nicht gestartet ({reason}): bitte {logFile} ansehen und den genannten Grund beheben – Azurite did not start, see {logFile}.");

    internal static AzuriteUnavailableException LockHeld(string lockFile, Exception inner) => new(
        $"Ein anderer Vorgang hält {lockFile} seit Minuten: bitte ihn beenden und noch einmal starten – another process has held the lock for minutes.", inner);
}
