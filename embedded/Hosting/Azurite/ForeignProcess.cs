using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>Processes that are not our children: whether they live, and how to ask them to end.</summary>
internal static class ForeignProcess
{
    private const int Sigterm = 15;

    /// <summary>A process that has ended and that nobody has buried yet (a zombie) counts as dead.</summary>
    public static bool IsAlive(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // "pid (name) state …"; the name may hold anything, so count from its last parenthesis.
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
                var state = stat[stat.LastIndexOf(')')..].Skip(2).FirstOrDefault();
                return state is not ('Z' or 'X');
            }
            catch (IOException)
            {
                return false;
            }
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether it is node running <paramref name="script"/>; where command lines cannot be read, whether it is node.</summary>
    public static bool IsNodeWith(int processId, string script)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cmdline")).Contains(script, StringComparison.Ordinal);
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.Contains("node", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception gone) when (gone is IOException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Sends SIGTERM; no error if the process has ended meanwhile. Unix only.</summary>
    public static void Terminate(int processId)
    {
        if (Kill(processId, Sigterm) != 0 && IsAlive(processId))
            throw new InvalidOperationException($"Process {processId} could not be asked to end (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Ends the process at once. What Azurite has not saved yet is lost.</summary>
    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended between the question and the order: what was wanted.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
