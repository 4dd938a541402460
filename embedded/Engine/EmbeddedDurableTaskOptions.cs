using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Embedded.Engine;

/// <summary>Where the embedded engine keeps its hub, and its measures. One of the <c>Use…</c> methods must be called.</summary>
public sealed class EmbeddedDurableTaskOptions
{
    /// <summary>
    /// How inputs, outputs, events and statuses become text. By default a <see cref="DataConverter"/> from the services, else the
    /// default converter of Durable Task.
    /// </summary>
    public DataConverter? DataConverter { get; set; }

    /// <summary>The version given to instances that are started without one.</summary>
    public string? DefaultVersion { get; set; }

    /// <summary>Which versions of instances this process runs, as for the real worker; null: all. What it must not run waits, or fails, as said there.</summary>
    public DurableTaskWorkerOptions.VersioningOptions? Versioning { get; set; }

    /// <summary>Longer durable timers are split into several of this length. Changing it breaks instances that wait on such a timer.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = new DurableTaskWorkerOptions().MaximumTimerInterval;

    /// <summary>How many activities run at once; others queue.</summary>
    public int MaximumConcurrentActivities { get; set; } = new DurableTaskWorkerOptions().Concurrency.MaximumConcurrentActivityWorkItems;

    /// <summary>How many instances are kept in memory after their last turn. Others are read back from storage when something happens to them.</summary>
    public int MaximumWarmInstances { get; set; } = 2000;

    /// <summary>How long a stop waits for what is running. What is not done by then is done again at the next start.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(8);

    internal Func<IServiceProvider, IHubStore>? Store { get; private set; }

    internal Func<IServiceProvider, Hub.HubOwnership>? Ownership { get; private set; }

    internal List<Action<DurableTaskRegistry>> Tasks { get; } = [];

    /// <summary>Registers orchestrators and activities, as the real worker's builder does. May be called several times.</summary>
    public EmbeddedDurableTaskOptions AddTasks(Action<DurableTaskRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        Tasks.Add(register);
        return this;
    }

    /// <summary>Keeps everything in memory: for tests. Nothing survives the host.</summary>
    public EmbeddedDurableTaskOptions UseInMemoryStore()
    {
        (Store, Ownership) = (_ => new InMemoryHubStore(), null);
        return this;
    }

    /// <summary>
    /// Keeps the hub in the table <c>&lt;hubName&gt;Hub</c> and the container <c>&lt;hubname&gt;-hub</c> of a storage account. One process
    /// at a time runs a hub; a second one waits until the first has ended.
    /// </summary>
    /// <param name="tables">The account's tables.</param>
    /// <param name="blobs">The account's blobs: for texts too long for a row, and the lease that marks the owner.</param>
    /// <param name="hubName">3 to 45 letters and digits, a letter first.</param>
    /// <exception cref="ArgumentException">The name breaks that rule.</exception>
    public EmbeddedDurableTaskOptions UseTables(TableServiceClient tables, BlobServiceClient blobs, string hubName)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(blobs);
        var names = new HubNames(hubName);
        var container = blobs.GetBlobContainerClient(names.Container);
        Store = _ => new TableHubStore(tables.GetTableClient(names.Table), container);
        Ownership = services => new LeaseOwnership(
            container,
            services.GetRequiredService<TimeProvider>(),
            (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("LipServerless.Embedded.Engine"),
            ProcessIdentity.Own);
        return this;
    }

    /// <summary>The same, for the account a connection string names.</summary>
    public EmbeddedDurableTaskOptions UseTables(string connectionString, string hubName) =>
        UseTables(new TableServiceClient(connectionString), new BlobServiceClient(connectionString), hubName);

    internal EmbeddedDurableTaskOptions UseStore(IHubStore store, Hub.HubOwnership? ownership = null)
    {
        Store = _ => store;
        Ownership = ownership is null ? null : _ => ownership;
        return this;
    }
}
