using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LipServerless.Standins.Tests.Functions;

public class DurableWorkerContractTests
{
    [Fact]
    public void ConfigureDurableWorker_AddTasksTwice_RegistersBothInOneRegistry()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        var seen = new List<DurableTaskRegistry>();

        builder.ConfigureDurableWorker().AddTasks(seen.Add);
        builder.ConfigureDurableWorker().AddTasks(seen.Add);
        using var host = builder.Build();
        var registry = host.Services.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Options.DefaultName);

        Assert.Equal([registry, registry], seen);
    }
}
