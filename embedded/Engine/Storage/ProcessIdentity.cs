using System.Globalization;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>
/// Names a process so that a successor can tell whether it still runs: the boot, the process id, and the start of the process, because
/// ids are used again.
/// </summary>
/// <param name="Boot">Id of the boot; empty where the system does not tell (then nobody is ever taken for dead).</param>
/// <param name="Pid">Process id.</param>
/// <param name="Start">Start of the process, in ticks since the boot.</param>
/// <param name="Machine">For people.</param>
internal sealed record ProcessIdentity(string Boot, int Pid, string Start, string Machine)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    public static ProcessIdentity Own { get; } = new(
        File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : string.Empty,
        Environment.ProcessId,
        StartOf(Environment.ProcessId) ?? string.Empty,
        Environment.MachineName);

    /// <summary>True only if the process ran on this boot of this machine and is certainly gone.</summary>
    public bool IsCertainlyGone => Boot.Length > 0 && Boot == Own.Boot && Start.Length > 0 && StartOf(Pid) != Start;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Pid} on {Machine}");

    private static string? StartOf(int pid)
    {
        try
        {
            // Fields follow the name, which may hold spaces and brackets; the start is the 22nd of all.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
