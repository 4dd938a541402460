using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LipServerless.Standins.Tests.DurableTask;

public class WorkerRegistrationContractTests
{
    private readonly ServiceCollection services = [];

    [Fact]
    public void AddDurableTaskWorker_WithTarget_IsAHostedService()
    {
        services.AddDurableTaskWorker(builder => builder.UseBuildTarget<IdleWorker>());
        using var provider = services.BuildServiceProvider();

        var worker = Assert.IsType<IdleWorker>(Assert.Single(provider.GetServices<IHostedService>()));

        Assert.Equal(string.Empty, worker.ShownName);
    }

    [Fact]
    public void AddTasks_SeveralCalls_AddUpAndAreFoundByNameWithoutCase()
    {
        services.AddDurableTaskWorker()
            .AddTasks(tasks => tasks.AddOrchestrator<PlainOrchestrator>())
            .AddTasks(tasks => tasks.AddActivity<GreetActivity>())
            .UseBuildTarget<IdleWorker>();
        services.AddSingleton(new Greeting("Moin"));
        using var provider = services.BuildServiceProvider();
        var factory = WorkerOf(provider).ShownFactory;

        Assert.True(factory.TryCreateOrchestrator("plainORCHESTRATOR", provider, out var orchestrator));
        Assert.IsType<PlainOrchestrator>(orchestrator);
        Assert.True(factory.TryCreateActivity("GreetActivity", provider, out var activity));
        Assert.IsType<GreetActivity>(activity);
        Assert.False(factory.TryCreateOrchestrator("GreetActivity", provider, out var none));
        Assert.Null(none);
    }

    [Fact]
    public void Factory_ByNameOnly_FindsNoVersionedTask()
    {
        services.AddDurableTaskWorker().AddTasks(tasks => tasks.AddOrchestrator<VersionedOrchestrator>()).UseBuildTarget<IdleWorker>();
        using var provider = services.BuildServiceProvider();

        Assert.False(WorkerOf(provider).ShownFactory.TryCreateOrchestrator("VersionedOrchestrator", provider, out _));
    }

    [Fact]
    public void AddTasks_OfANamedWorker_BelongToItAlone()
    {
        services.AddDurableTaskWorker("a", builder => builder.AddTasks(tasks => tasks.AddOrchestrator<PlainOrchestrator>()).UseBuildTarget<IdleWorker>());
        services.AddDurableTaskWorker("b", builder => builder.UseBuildTarget<IdleWorker>());
        using var provider = services.BuildServiceProvider();

        var found = provider.GetServices<IHostedService>().Cast<IdleWorker>()
            .Select(worker => $"{worker.ShownName}:{worker.ShownFactory.TryCreateOrchestrator("PlainOrchestrator", provider, out _)}");

        Assert.Equal(["a:True", "b:False"], found);
    }

    [Fact]
    public void AddDurableTaskWorker_Twice_IsOneWorker()
    {
        var first = services.AddDurableTaskWorker();
        var second = services.AddDurableTaskWorker().UseBuildTarget<IdleWorker>();
        using var provider = services.BuildServiceProvider();

        Assert.Same(first, second);
        Assert.Single(provider.GetServices<IHostedService>());
    }

    [Fact]
    public void Build_WithoutTarget_Throws()
    {
        services.AddDurableTaskWorker();
        using var provider = services.BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToList());
    }

    [Fact]
    public void UseBuildTarget_NoConcreteWorker_Throws() =>
        Assert.Throws<ArgumentException>(() => services.AddDurableTaskWorker().UseBuildTarget(typeof(DurableTaskWorker)));

    [Fact]
    public void UseBuildTarget_WithOptions_InheritsTheCommonOnes()
    {
        services.AddDurableTaskWorker("w")
            .Configure(options => options.MaximumTimerInterval = TimeSpan.FromDays(1))
            .UseVersioning(new DurableTaskWorkerOptions.VersioningOptions { Version = "2", MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder })
            .UseBuildTarget<IdleWorker, OwnOptions>();
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<OwnOptions>>().Get("w");

        Assert.Equal(TimeSpan.FromDays(1), options.MaximumTimerInterval);
        Assert.Equal("2", options.Versioning!.Version);
        Assert.Equal(DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder, options.Versioning.MatchStrategy);
    }

    [Fact]
    public void Options_Defaults_AreThreeDaysUnversionedHundredPerCore()
    {
        DurableTaskWorkerOptions options = new();

        Assert.Equal(TimeSpan.FromDays(3), options.MaximumTimerInterval);
        Assert.Null(options.Versioning);
        Assert.Equal(100 * Environment.ProcessorCount, options.Concurrency.MaximumConcurrentActivityWorkItems);
        Assert.True(options.Logging.UseLegacyCategories);
    }

    private static IdleWorker WorkerOf(ServiceProvider provider) => (IdleWorker)provider.GetServices<IHostedService>().Single();

    private sealed class OwnOptions : DurableTaskWorkerOptions;

    private sealed class IdleWorker(string name, IDurableTaskFactory factory) : DurableTaskWorker(name, factory)
    {
        public string ShownName => Name;

        public IDurableTaskFactory ShownFactory => Factory;

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
