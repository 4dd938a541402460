using System.Diagnostics;
using System.Globalization;

namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>
/// Starts node on Azurite in a session of its own with its output in a file. A small script of node does the detaching: the
/// runtime's own <see cref="Process"/> can neither leave the process group (Ctrl+C would reach Azurite) nor hand over files
/// instead of pipes (which break when the host dies).
/// </summary>
internal static class AzuriteLauncher
{
    public const string LogName = "azurite.log";

    private const string Detach = """
        const fs = require('fs');
        const [log, ...args] = process.argv.slice(1);
        const out = fs.openSync(log, 'w');
        const child = require('child_process').spawn(process.execPath, args, { detached: true, windowsHide: true, stdio: ['ignore', out, out] });
        child.on('error', e => { console.error(String(e)); process.exit(1); });
        child.on('spawn', () => { console.log(child.pid); child.unref(); process.exit(0); });
        """;

    /// <summary>Starts it and answers the id of the node process that is Azurite itself.</summary>
    public static async Task<int> StartAsync(AzuriteInstallation installation, AzuriteOptions options, CancellationToken cancellationToken)
    {
        var log = Path.Combine(options.DataFolder, LogName);
        var start = new ProcessStartInfo(installation.Node)
        {
            WorkingDirectory = options.DataFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (IEnumerable<string>)["-e", Detach, "--", log, .. Watch(options.OwnerProcessId), installation.Script, .. Flags(options)])
            start.ArgumentList.Add(argument);

        using var launcher = Process.Start(start) ?? throw AzuriteUnavailableException.NotStarted("node", log);
        var output = launcher.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = launcher.StandardError.ReadToEndAsync(cancellationToken);
        await launcher.WaitForExitAsync(cancellationToken);
        return int.TryParse((await output).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            ? processId
            : throw AzuriteUnavailableException.NotStarted((await errors).Trim(), log);
    }

    private static IEnumerable<string> Flags(AzuriteOptions options)
    {
        // The queue service comes with the package; nobody here uses it, so it takes any port.
        IEnumerable<string> flags =
        [
            "--blobHost", "127.0.0.1", "--blobPort", Text(options.BlobPort),
            "--queueHost", "127.0.0.1", "--queuePort", "0",
            "--tableHost", "127.0.0.1", "--tablePort", Text(options.TablePort),
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        ];
        return flags.Concat(options.InMemory ? ["--inMemoryPersistence"] : ["--location", options.DataFolder]);
    }

    // Runs before Azurite in the same process. SIGTERM, so that it saves as on any other stop.
    private static IEnumerable<string> Watch(int? owner) => owner is not { } processId
        ? []
        : ["--import", "data:text/javascript," + Uri.EscapeDataString(
            $"setInterval(()=>{{try{{process.kill({Text(processId)},0)}}catch{{process.kill(process.pid,'SIGTERM')}}}},500).unref()")];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
