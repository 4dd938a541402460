using LipServerless.Testing;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>Where one run of a round lives: a workspace and names in storage that no other run uses. It outlives the host's lives.</summary>
internal sealed class Run : IDisposable
{
    /// <summary>What an idle day takes. Work takes far longer than idle time, so that most random moments fall into work.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public Run()
    {
        Folder = Directory.CreateTempSubdirectory("lip-e2e-").FullName;
        Prefix = AzuriteFixture.NewTablePrefix();
        Storage = AzuriteFixture.Shared.ConnectionString;
    }

    public string Folder { get; }

    /// <summary>Prefix of tables and containers.</summary>
    public string Prefix { get; }

    /// <summary>How hosts reach storage.</summary>
    public string Storage { get; set; }

    /// <summary>The same links in every life of the host, wherever it listens; and a reconciler that is not needed.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Lip:Storage:ConnectionString"] = Storage,
        ["Lip:Storage:Prefix"] = Prefix,
        ["Lip:PublicBaseUrl"] = "http://lip.invalid/",
        ["Lip:ReconcileSchedule"] = "0 0 3 * * 1",
    };

    /// <summary>Deletes the folder, unless <c>LIP_KEEP</c> says that somebody wants to look into it.</summary>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("LIP_KEEP") is null)
            Directory.Delete(Folder, recursive: true);
    }
}
