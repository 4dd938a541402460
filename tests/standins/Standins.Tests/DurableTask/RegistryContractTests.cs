using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Standins.Tests.DurableTask;

public class RegistryContractTests
{
    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    private readonly DurableTaskRegistry registry = new();

    [Fact]
    public void AddOrchestrator_Class_IsNamedByItsClassWithoutNamespace()
    {
        registry.AddOrchestrator<PlainOrchestrator>();

        Assert.Equal("PlainOrchestrator", Assert.Single(registry.GetOrchestrators()).Key.Name);
    }

    [Fact]
    public void AddOrchestrator_ClassWithAttribute_IsNamedByIt()
    {
        registry.AddOrchestrator(typeof(NamedOrchestrator)).AddOrchestrator<VersionedOrchestrator>();

        Assert.Equal(["Renamed", "VersionedOrchestrator"], registry.GetOrchestrators().Select(task => task.Key.Name));
    }

    [Fact]
    public void AddOrchestrator_NameThatDiffersInCaseOnly_ThrowsTheKnownSentence()
    {
        registry.AddOrchestrator<PlainOrchestrator>("round");

        var thrown = Assert.Throws<ArgumentException>(() => registry.AddOrchestrator<PlainOrchestrator>("ROUND"));

        Assert.StartsWith("An ITaskOrchestrator named 'ROUND' is already added.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("name", thrown.ParamName);
    }

    [Fact]
    public void AddActivity_SameNameTwice_ThrowsTheKnownSentence()
    {
        registry.AddActivity<GreetActivity>();

        var thrown = Assert.Throws<ArgumentException>(() => registry.AddActivityFunc("GreetActivity", (TaskActivityContext _) => Task.CompletedTask));

        Assert.StartsWith("An ITaskActivity named 'GreetActivity' is already added.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddOrchestrator_SameNameOtherVersion_IsAllowedOnceEach()
    {
        registry.AddOrchestrator<VersionedOrchestrator>("round").AddOrchestrator<PlainOrchestrator>("round");

        var thrown = Assert.Throws<ArgumentException>(() => registry.AddOrchestrator<VersionedOrchestrator>("Round"));

        Assert.StartsWith("An ITaskOrchestrator named 'Round' with version '2' is already added.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, registry.GetOrchestrators().Count());
    }

    [Fact]
    public void Add_SameNameAsOrchestratorAndActivity_IsAllowed()
    {
        registry.AddOrchestrator<PlainOrchestrator>("same").AddActivity<GreetActivity>("same");

        Assert.Single(registry.GetOrchestrators());
        Assert.Single(registry.GetActivities());
    }

    [Fact]
    public void AddOrchestrator_WithoutName_Throws()
    {
        Assert.Throws<ArgumentException>(() => registry.AddOrchestrator<PlainOrchestrator>(default(TaskName)));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestrator<PlainOrchestrator>(string.Empty));
    }

    [Theory]
    [InlineData(typeof(UnfinishedOrchestrator))]
    [InlineData(typeof(ITaskOrchestrator))]
    [InlineData(typeof(GreetActivity))]
    public void AddOrchestrator_TypeThatCannotBeMade_Throws(Type type) =>
        Assert.Throws<ArgumentException>(() => registry.AddOrchestrator(type));

    [Fact]
    public void Orchestrators_Class_IsMadeAnewForEachExecution()
    {
        registry.AddOrchestrator<PlainOrchestrator>();
        var make = Assert.Single(registry.GetOrchestrators()).Value;

        Assert.NotSame(make(NoServices), make(NoServices));
    }

    [Fact]
    public void Orchestrators_ClassThatWantsServices_CannotBeMadeEvenIfTheyAreThere()
    {
        using var services = new ServiceCollection().AddSingleton(new Greeting("Moin")).BuildServiceProvider();
        registry.AddOrchestrator<NeedyOrchestrator>();

        Assert.Throws<MissingMethodException>(() => Assert.Single(registry.GetOrchestrators()).Value(services));
    }

    [Fact]
    public void Orchestrators_Object_IsShared()
    {
        PlainOrchestrator one = new();
        registry.AddOrchestrator(one);
        var make = Assert.Single(registry.GetOrchestrators()).Value;

        Assert.Same(one, make(NoServices));
        Assert.Same(one, make(NoServices));
    }

    [Fact]
    public async Task Activities_Class_GetsItsDependenciesFromTheServices()
    {
        using var services = new ServiceCollection().AddSingleton(new Greeting("Moin")).BuildServiceProvider();
        registry.AddActivity<GreetActivity>();

        var activity = Assert.Single(registry.GetActivities()).Value(services);

        Assert.Equal("Moin Rat", await activity.RunAsync(new ActivityContext(), "Rat"));
    }

    [Fact]
    public void Activities_ClassThatIsAService_IsTheService()
    {
        GreetActivity registered = new(new Greeting("Moin"));
        using var services = new ServiceCollection().AddSingleton(registered).BuildServiceProvider();
        registry.AddActivity(typeof(GreetActivity));

        Assert.Same(registered, Assert.Single(registry.GetActivities()).Value(services));
    }

    [Fact]
    public async Task AddOrchestratorFunc_EveryShape_Runs()
    {
        List<string> ran = [];
        registry
            .AddOrchestratorFunc<int, int>("in-out-async", (_, input) => Task.FromResult(input + 1))
            .AddOrchestratorFunc<int, int>("in-out", (_, input) => input + 2)
            .AddOrchestratorFunc<int>("in-async", (_, input) => Note($"in-async {input}"))
            .AddOrchestratorFunc("out-async", _ => Task.FromResult(4))
            .AddOrchestratorFunc("async", (TaskOrchestrationContext _) => Note("async"))
            .AddOrchestratorFunc("out", (TaskOrchestrationContext _) => 6)
            .AddOrchestratorFunc<int>("in", (_, input) => { ran.Add($"in {input}"); })
            .AddOrchestratorFunc("nothing", (TaskOrchestrationContext _) => { ran.Add("nothing"); })
            .AddOrchestratorFunc<int, int>("versioned", "3", (_, input) => Task.FromResult(input + 9));

        List<object?> results = [];
        foreach (var (name, make) in registry.GetOrchestrators())
        {
            var task = make(NoServices);
            results.Add(await task.RunAsync(new RecordingContext(), task.InputType == typeof(int) ? 10 : null));
        }

        Assert.Equal([11, 12, null, 4, null, 6, null, null, 19], results);
        Assert.Equal(["in-async 10", "async", "in 10", "nothing"], ran);

        async Task Note(string what)
        {
            await Task.Yield();
            ran.Add(what);
        }
    }

    [Fact]
    public async Task AddActivityFunc_EveryShape_Runs()
    {
        List<string> ran = [];
        registry
            .AddActivityFunc<int, int>("in-out-async", (_, input) => Task.FromResult(input + 1))
            .AddActivityFunc<int, int>("in-out", (_, input) => input + 2)
            .AddActivityFunc<int>("in-async", (_, input) => Note($"in-async {input}"))
            .AddActivityFunc("out-async", _ => Task.FromResult(4))
            .AddActivityFunc("async", (TaskActivityContext _) => Note("async"))
            .AddActivityFunc("out", (TaskActivityContext _) => 6)
            .AddActivityFunc<int>("in", (_, input) => { ran.Add($"in {input}"); })
            .AddActivityFunc("nothing", (TaskActivityContext _) => { ran.Add("nothing"); })
            .AddActivityFunc<int, int>("versioned", "3", (_, input) => Task.FromResult(input + 9));

        List<object?> results = [];
        foreach (var (name, make) in registry.GetActivities())
        {
            var task = make(NoServices);
            results.Add(await task.RunAsync(new ActivityContext(), task.InputType == typeof(int) ? 10 : null));
        }

        Assert.Equal([11, 12, null, 4, null, 6, null, null, 19], results);
        Assert.Equal(["in-async 10", "async", "in 10", "nothing"], ran);

        async Task Note(string what)
        {
            await Task.Yield();
            ran.Add(what);
        }
    }

    [Fact]
    public void Add_NullFactoryOrTask_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => registry.AddOrchestrator("a", (Func<ITaskOrchestrator>)null!));
        Assert.Throws<ArgumentNullException>(() => registry.AddOrchestrator("a", (ITaskOrchestrator)null!));
        Assert.Throws<ArgumentNullException>(() => registry.AddActivity("a", (Func<IServiceProvider, ITaskActivity>)null!));
        Assert.Throws<ArgumentNullException>(() => registry.AddActivityFunc<int, int>("a", (Func<TaskActivityContext, int, Task<int>>)null!));
    }
}
