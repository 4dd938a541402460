using System.Globalization;
using System.Text.RegularExpressions;

namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>
/// A running Azurite. It belongs to its data folder, not to the process that started it: it survives a crash of the host, and
/// whoever starts next on the same folder adopts it. Acknowledged data is on disk only up to five seconds later, so it is
/// stopped by SIGTERM to the node process itself, which saves first.
/// </summary>
public sealed partial class AzuriteProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    // Azurite saves every five seconds; Windows knows no signal that would make it save at once.
    private static readonly TimeSpan UntilSavedOnWindows = TimeSpan.FromSeconds(6);

    private readonly string dataFolder;
    private readonly TimeProvider time;

    private AzuriteProcess(string dataFolder, AzuriteRecord record, bool adopted, TimeProvider time)
    {
        this.dataFolder = dataFolder;
        this.time = time;
        ProcessId = record.ProcessId;
        BlobPort = record.BlobPort;
        TablePort = record.TablePort;
        Adopted = adopted;
    }

    /// <summary>The node process that is Azurite.</summary>
    public int ProcessId { get; }

    /// <summary>Port of the blob service on 127.0.0.1.</summary>
    public int BlobPort { get; }

    /// <summary>Port of the table service on 127.0.0.1.</summary>
    public int TablePort { get; }

    /// <summary>True when it was running already: a host before this one crashed.</summary>
    public bool Adopted { get; }

    /// <summary>Connection string for blobs and tables.</summary>
    public string ConnectionString => EmulatorAccount.ConnectionString(BlobPort, TablePort);

    /// <summary>
    /// The Azurite of the data folder: the running one if its ports answer, otherwise a new one. Completes when it answers.
    /// An adopted one keeps its ports, whatever <paramref name="options"/> ask for.
    /// </summary>
    /// <param name="options">Folder and ports.</param>
    /// <param name="installation">Asked for only when one must be started.</param>
    /// <param name="time">The system's clock.</param>
    /// <param name="cancellationToken">Ends the wait; an Azurite started by this call is stopped.</param>
    /// <exception cref="AzuriteUnavailableException">It did not start; the sentence names the log.</exception>
    public static async Task<AzuriteProcess> EnsureAsync(
        AzuriteOptions options, Func<CancellationToken, Task<AzuriteInstallation>> installation, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(installation);
        ArgumentNullException.ThrowIfNull(time);
        var absolute = options with { DataFolder = Path.GetFullPath(options.DataFolder) };
        Directory.CreateDirectory(absolute.DataFolder);

        // Two hosts on one folder: the second one waits here and adopts.
        await using var held = await FileLock.AcquireAsync(Path.Combine(absolute.DataFolder, "azurite.lock"), LongestStart * 2, time, cancellationToken);
        return await AdoptAsync(absolute.DataFolder, time, cancellationToken)
            ?? await StartAsync(absolute, await installation(cancellationToken), time, cancellationToken);
    }

    /// <summary>
    /// Asks it to end, after it has saved, and waits until it has. No error if it is gone already.
    /// Only a process that takes no notice for ten seconds is killed.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (OperatingSystem.IsWindows())
        {
            await Task.Delay(UntilSavedOnWindows, time, cancellationToken);
            ForeignProcess.Kill(ProcessId);
        }
        else
        {
            ForeignProcess.Terminate(ProcessId);
        }

        if (!await EndedAsync(LongestStop, cancellationToken))
        {
            ForeignProcess.Kill(ProcessId);
            await EndedAsync(LongestStop, cancellationToken);
        }

        AzuriteRecord.Delete(dataFolder);
    }

    private static async Task<AzuriteProcess?> AdoptAsync(string dataFolder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await AzuriteRecord.ReadAsync(dataFolder, cancellationToken) is not { } record)
            return null;

        // A process id proves little: ids are given anew after a restart of the machine.
        if (ForeignProcess.IsAlive(record.ProcessId) && ForeignProcess.IsNodeWith(record.ProcessId, "azurite.js"))
        {
            var ports = await PortsAsync(dataFolder, record.ProcessId, time, cancellationToken);
            if (ports is var (blob, table)
                && await AzuriteProbe.IsAzuriteAsync(blob, cancellationToken)
                && await AzuriteProbe.IsAzuriteAsync(table, cancellationToken))
                return new AzuriteProcess(dataFolder, new AzuriteRecord(record.ProcessId, blob, table), adopted: true, time);

            // It hangs. Two on one folder would overwrite each other's data.
            await new AzuriteProcess(dataFolder, record, adopted: true, time).StopAsync(cancellationToken);
        }

        AzuriteRecord.Delete(dataFolder);
        return null;
    }

    private static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, AzuriteInstallation installation, TimeProvider time, CancellationToken cancellationToken)
    {
        var log = Path.Combine(options.DataFolder, AzuriteLauncher.LogName);
        var processId = await AzuriteLauncher.StartAsync(installation, options, cancellationToken);
        try
        {
            // Before it answers: a host that crashes now must not leave an Azurite that nobody knows of. The log names its ports.
            await new AzuriteRecord(processId, 0, 0).WriteAsync(options.DataFolder, cancellationToken);
            if (await PortsAsync(options.DataFolder, processId, time, cancellationToken) is var (blob, table))
            {
                var record = new AzuriteRecord(processId, blob, table);
                await record.WriteAsync(options.DataFolder, cancellationToken);
                return new AzuriteProcess(options.DataFolder, record, adopted: false, time);
            }

            throw AzuriteUnavailableException.NotStarted(LastLine(await ReadSharedAsync(log, cancellationToken)), log);
        }
        catch
        {
            if (ForeignProcess.IsAlive(processId))
                await new AzuriteProcess(options.DataFolder, new AzuriteRecord(processId, 0, 0), adopted: false, time).StopAsync(CancellationToken.None);
            AzuriteRecord.Delete(options.DataFolder);
            throw;
        }
    }

    /// <summary>Waits until the log names both ports; null when the process ended or said nothing for half a minute.</summary>
    private static async Task<(int Blob, int Table)?> PortsAsync(string dataFolder, int processId, TimeProvider time, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < LongestStart)
        {
            // Asked before the log is read: what a process says last is in the log when it is dead.
            var alive = ForeignProcess.IsAlive(processId);
            var said = await ReadSharedAsync(Path.Combine(dataFolder, AzuriteLauncher.LogName), cancellationToken);
            if (PortIn(said, "Blob") is { } blob && PortIn(said, "Table") is { } table)
                return (blob, table);
            if (!alive)
                return null;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return null;
    }

    private static int? PortIn(string log, string service) =>
        Listening().Matches(log).FirstOrDefault(m => m.Groups["service"].Value == service) is { } match
            ? int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture)
            : null;

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(l => l.Contains("Error", StringComparison.Ordinal))
        ?? text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("?");

    private static async Task<string> ReadSharedAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    [GeneratedRegex(@"Azurite (?<service>Blob|Table) service is successfully listening at http://[^\s]*:(?<port>\d+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();

    private async Task<bool> EndedAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (ForeignProcess.IsAlive(ProcessId))
        {
            if (time.GetElapsedTime(since) >= patience)
                return false;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }
}
