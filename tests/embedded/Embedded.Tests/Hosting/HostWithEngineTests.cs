using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Hosting.Clock;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Hosting;

/// <summary>The host and the durable engine together, as Program.cs composes them.</summary>
public class HostWithEngineTests
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Request_StartsAnOrchestration_WhichEndsAtItsInstantTenWeeksLater()
    {
        using var folder = new TemporaryFolder();
        using var clock = AcceleratedProcessClock.OpenHeld(
            new AcceleratedClockOptions { Start = Start, Pace = TimeSpan.FromMilliseconds(2), File = folder.File("clock") },
            TimeProvider.System,
            out var hold);
        await using var host = await EmbeddedHost.StartAsync(new EmbeddedHostOptions
        {
            FunctionAssemblies = [],
            FunctionTypes = [typeof(StartsRounds)],
            TaskNames = [nameof(TenWeeks)],
            WorkspaceFolder = folder.Path,
            HostJsonPath = SampleHost.WriteHostJson(folder, ""),
            Port = 0,
            Clock = clock,
            Platform = (services, _) => services.AddEmbeddedDurableTask(
                options => options.UseInMemoryStore(), tasks => tasks.AddOrchestrator<TenWeeks>()),
        });
        using var http = new HttpClient { BaseAddress = host.Address };

        using var response = await http.PostAsync("rounds/r1", null);
        hold.Dispose();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var done = await host.DurableClient.WaitForInstanceCompletionAsync("r1", getInputsAndOutputs: true, limit.Token);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal([Start.AddDays(70), Start.AddDays(70).AddTicks(1)], done.ReadOutputAs<DateTimeOffset[]>()!);
    }

    public class StartsRounds
    {
        [Function("StartRound")]
        public async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rounds/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client, string id)
        {
            ArgumentNullException.ThrowIfNull(client);
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(TenWeeks), new StartOrchestrationOptions { InstanceId = id });
            return Results.Accepted();
        }
    }

    public class TenWeeks : TaskOrchestrator<object?, DateTimeOffset[]>
    {
        public override async Task<DateTimeOffset[]> RunAsync(TaskOrchestrationContext context, object? input)
        {
            ArgumentNullException.ThrowIfNull(context);
            await context.CreateTimer(Start.AddDays(70).UtcDateTime, CancellationToken.None);
            var first = context.CurrentUtcDateTime;
            await context.CreateTimer(first.AddTicks(1), CancellationToken.None);
            return [new(first), new(context.CurrentUtcDateTime)];
        }
    }
}
