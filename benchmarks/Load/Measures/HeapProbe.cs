using System.Diagnostics;
using System.Globalization;
using LipServerless.Load.Hosting;
using LipServerless.Load.Storage;

namespace LipServerless.Load.Measures;

/// <summary>
/// The managed heap of a host that has just started on a hub, in a process of its own: in this one, what earlier hosts left behind
/// would weigh more than what is weighed.
/// </summary>
internal static class HeapProbe
{
    /// <summary>The command line's word for it.</summary>
    public const string Name = "heap-of-host";

    /// <summary>Starts the process and reads what it prints.</summary>
    public static async Task<long> RunAsync(Emulator azurite, string hub)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(HeapProbe).Assembly.Location, Name, azurite.ConnectionString, hub },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? long.Parse(said, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The process that weighs a host ended with {process.ExitCode}.");
    }

    /// <summary>In that process.</summary>
    public static async Task PrintAsync(string connectionString, string hub)
    {
        await using var host = await EngineHost.StartAsync(options => Emulator.Use(options, connectionString, hub), _ => { });
        await host.Engine.WhenIdleAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Console.Write(GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
    }
}
