using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using LipServerless.Adapters;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Embedded.Serving.Archives;

/// <summary>
/// The stored rounds of a workspace, or of the storage account that settings name, for commands at the keyboard. Only tables and blobs: neither
/// engine nor mail, so that it works beside a running host as well as without one.
/// </summary>
public sealed class StoredRounds : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AzuriteProcess? ours;

    private StoredRounds(ServiceProvider services, AzuriteProcess? ours)
    {
        (this.services, this.ours) = (services, ours);
    }

    /// <summary>A command of the application.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Opens them; starts the workspace's Azurite where it does not run and settings name no account.</summary>
    /// <param name="workspaceFolder">The workspace.</param>
    /// <param name="settings">As for the host; null: from file and environment.</param>
    /// <param name="say">Lines for the person at the keyboard.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<StoredRounds> OpenAsync(
        string workspaceFolder, IReadOnlyDictionary<string, string?>? settings, Action<string> say, CancellationToken cancellationToken)
    {
        var workspace = Workspace.Open(workspaceFolder);
        var configuration = LocalSettings.Read(settings ?? new Dictionary<string, string?>(), furtherOnly: settings is not null);
        AzuriteProcess? started = null;
        if (configuration["Lip:Storage:AccountName"] is not { Length: > 0 })
        {
            var storage = await LocalStorage.EnsureAsync(workspace, configuration["Lip:Storage:ConnectionString"], freePorts: false, say, cancellationToken);
            configuration["Lip:Storage:ConnectionString"] = storage.ConnectionString;

            // One that runs already belongs to the host.
            started = storage.Azurite is { Adopted: false } own ? own : null;
        }

        LocalSettings.CompleteWithoutHost(configuration, workspace);
        var registered = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new ProcessClock(TimeProvider.System))
            .AddLipAdapters(AdapterSettings.From(configuration))
            .AddLipWeb();
        return new(registered.BuildServiceProvider(), started);
    }

    /// <summary>Runs a command, and says on the error output why it was refused.</summary>
    /// <returns>0, or 1 where it was refused.</returns>
    public static async Task<int> RunAsync(string workspace, Func<StoredRounds, Task> command, CancellationToken cancellationToken)
    {
        try
        {
            await using var rounds = await OpenAsync(workspace, settings: null, Console.WriteLine, cancellationToken);
            await command(rounds);
            return 0;
        }
        catch (AzuriteUnavailableException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return AzuriteUnavailableException.ExitCode;
        }
        catch (Exception e) when (SentenceOf(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>Stops the Azurite that was started for this.</summary>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ours is not null)
            await ours.StopAsync();
    }

    private static string? SentenceOf(Exception exception) => exception switch
    {
        CommandRefusedException refused => refused.Message,
        RoundAwayException away => away.Explanation,
        RoundNotFoundException missing => $"Die Runde '{missing.RoundId}' gibt es hier nicht.",
        StoreConflictException => "Die Runde wird gerade von anderen geändert: bitte noch einmal versuchen.",
        IOException or UnauthorizedAccessException or InvalidOperationException => exception.Message,
        _ => null,
    };
}
