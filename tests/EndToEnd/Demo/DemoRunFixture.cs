using LipServerless.EndToEnd.Tests.Processes;

namespace LipServerless.EndToEnd.Tests.Demo;

/// <summary>One run of the demo with <c>--exit</c>, its workspace kept for those who look into it.</summary>
public sealed class DemoRunFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lazy<Task<HostProcess>> run = new(PlayAsync);

    /// <summary>The run, played at the first call.</summary>
    public Task<HostProcess> RunAsync() => run.Value;

    /// <summary>The kept folder.</summary>
    public async Task<string> WorkspaceAsync()
    {
        const string Label = "Arbeitsordner: ";
        var line = (await RunAsync()).Lines.Single(line => line.StartsWith(Label, StringComparison.Ordinal));
        return line[Label.Length..line.IndexOf(" (", StringComparison.Ordinal)];
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (!run.IsValueCreated)
            return;
        using var process = await RunAsync();
        Directory.Delete(await WorkspaceAsync(), recursive: true);
    }

    private static async Task<HostProcess> PlayAsync()
    {
        var process = HostProcess.Start(["demo", "--exit", "--keep", "--pace", "0.03"]);
        await process.EndAsync(Patience);
        return process;
    }
}

[CollectionDefinition(Name)]
public sealed class DemoRunCollection : ICollectionFixture<DemoRunFixture>
{
    public const string Name = "a run of the demo";
}
