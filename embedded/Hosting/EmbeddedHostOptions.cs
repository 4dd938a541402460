using System.Reflection;
using LipServerless.Domain.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Hosting;

/// <summary>What one embedded host is made of.</summary>
public sealed record EmbeddedHostOptions
{
    /// <summary>Where the Functions host's local tools listen, and this one too.</summary>
    public const int UsualPort = 7071;

    /// <summary>Assemblies whose functions are served.</summary>
    public required IReadOnlyCollection<Assembly> FunctionAssemblies { get; init; }

    /// <summary>For tests: only these classes instead of whole assemblies.</summary>
    internal IReadOnlyCollection<Type>? FunctionTypes { get; init; }

    /// <summary>Folder for keys and the timers' status; made where it is missing.</summary>
    public required string WorkspaceFolder { get; init; }

    /// <summary>Port on 127.0.0.1; 0: any free one (see <see cref="EmbeddedHost.Address"/>).</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>The host.json that names the route prefix.</summary>
    public string HostJsonPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>The process clock; the system's where none is given. The host does not dispose of it.</summary>
    public ProcessClock Clock { get; init; } = new(TimeProvider.System);

    /// <summary>Names of the application's orchestrators and activities: functions may not have them too.</summary>
    public IReadOnlyCollection<string> TaskNames { get; init; } = [];

    /// <summary>Largest request body in bytes, the Functions host's default; ASP.NET Core's own limit holds if it is lower.</summary>
    public long MaximumRequestBytes { get; init; } = 104_857_600;

    /// <summary>
    /// How long a stop waits in all for what is in progress: timer functions, requests, the engine's activities. With what stops after the
    /// host (inbox, Azurite) it stays below the ten seconds that service managers grant.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>Where settings come from; environment variables by default, as the Functions host hands them over.</summary>
    public Action<IConfigurationBuilder> Settings { get; init; } = static settings => settings.AddEnvironmentVariables();

    /// <summary>Where logs go; nowhere by default.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = static _ => { };

    /// <summary>Registers the application's services and middleware: the same as on Azure.</summary>
    public Action<IFunctionsWorkerApplicationBuilder, EmbeddedHostContext> Application { get; init; } = static (_, _) => { };

    /// <summary>
    /// Registers what stands for Azure here: the durable engine with its DurableTaskClient, which functions then get as a
    /// [DurableClient] parameter and in no other way.
    /// </summary>
    public Action<IServiceCollection, EmbeddedHostContext> Platform { get; init; } = static (_, _) => { };
}

/// <summary>What is known of the host while it is composed.</summary>
/// <param name="Address">Where it will answer; the port is already taken for it.</param>
/// <param name="Settings">The application's settings; entries may still be added.</param>
/// <param name="WorkspaceFolder">Absolute path of the workspace.</param>
/// <param name="Clock">The process clock.</param>
public sealed record EmbeddedHostContext(Uri Address, IConfigurationManager Settings, string WorkspaceFolder, ProcessClock Clock);
