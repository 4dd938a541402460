using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;

namespace LipServerless.Embedded.Tests.Engine.Figures;

/// <summary>What the engine tells whoever listens: counts by outcome, spans with names and ids, and nothing that was handed in.</summary>
public sealed class EngineFiguresTests
{
    private const string Secret = "ada@example.org";

    [Fact]
    public async Task Turns_AreCountedByOutcome_WithTheirDuration()
    {
        await using var hub = await StartAsync();
        using var figures = new FigureReader(hub.Engine.Figures.Meter);

        await hub.RunAsync("good", Secret);
        await hub.RunAsync("bad", Secret);
        await hub.IdleAsync();

        // Two turns each: the start, then the activity's end.
        Assert.Equal(1, figures.Sum("lip.engine.turns", "outcome", "completed"));
        Assert.Equal(1, figures.Sum("lip.engine.turns", "outcome", "failed"));
        Assert.Equal(2, figures.Sum("lip.engine.turns", "outcome", "waits"));
        Assert.Equal(figures.Sum("lip.engine.turns"), figures.Count("lip.engine.turn.duration"));
        Assert.Equal(1, figures.Sum("lip.engine.activities", "outcome", "completed"));
        Assert.Equal(1, figures.Sum("lip.engine.activities", "outcome", "failed"));
        Assert.DoesNotContain(figures.Texts, text => text.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gauges_TellWhoWaitsAndWhoOwns()
    {
        await using var hub = await StartAsync();
        using var figures = new FigureReader(hub.Engine.Figures.Meter);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("sleeps");
        await hub.IdleAsync();

        Assert.Equal(1, figures.Now("lip.engine.waiting"));
        Assert.Equal(0, figures.Now("lip.engine.ready"));
        Assert.Equal(0, figures.Now("lip.engine.stuck"));
        Assert.Equal(1, figures.Now("lip.engine.owner"));
    }

    [Fact]
    public async Task Standby_IsNotTheOwner()
    {
        await using var hub = await TestHub.StartAsync(
            Stores.Memory(), _ => { }, options: o => o.UseStore(Stores.Memory(), new NobodysHub()), start: false);
        using var figures = new FigureReader(hub.Engine.Figures.Meter);

        Assert.Equal(0, figures.Now("lip.engine.owner"));
    }

    [Fact]
    public async Task StorageThatFails_IsCountedByItsCode()
    {
        var failures = 2;
        var store = new FaultyStore(Stores.Memory()) { Transient = fault => fault is IOException };
        store.At = (_, what) =>
        {
            if (what == "commit" && Interlocked.Decrement(ref failures) >= 0)
                throw new IOException(Secret);
        };
        await using var hub = await StartAsync(store);
        using var figures = new FigureReader(hub.Engine.Figures.Meter);

        await hub.RunAsync("good", Secret);

        Assert.Equal(2, figures.Sum("lip.engine.storage.failures", "code", "IOException"));
        Assert.DoesNotContain(figures.Texts, text => text.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_HoldNamesIdsAndCounts_AndNoInput()
    {
        await using var hub = await StartAsync();
        using var spans = new SpanReader("LipServerless.Engine");

        var id = (await hub.RunAsync("bad", Secret)).InstanceId;
        await hub.IdleAsync();

        var own = spans.Of("lip.instance", id);
        Assert.Equal(2, own.Count(span => span.DisplayName == "turn bad"));
        Assert.Single(own, span => span.DisplayName == "activity breaks");
        Assert.All(own, span => Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains(Secret, StringComparison.Ordinal) ?? false));
        Assert.All(own, span => Assert.DoesNotContain(Secret, span.StatusDescription ?? "", StringComparison.Ordinal));
        Assert.Contains(own, span => span.GetTagItem("lip.outcome") is "failed" && span.GetTagItem("lip.events") is int);
    }

    private static Task<TestHub> StartAsync(IHubStore? store = null) => TestHub.StartAsync(store ?? Stores.Memory(), r =>
    {
        r.AddOrchestratorFunc<string, string>("good", (c, text) => c.CallActivityAsync<string>("echoes", text));
        r.AddOrchestratorFunc<string, string>("bad", (c, text) => c.CallActivityAsync<string>("breaks", text));
        r.AddOrchestratorFunc("sleeps", async c =>
        {
            await c.CreateTimer(TimeSpan.FromDays(1), default);
            return 1;
        });
        r.AddActivityFunc<string, string>("echoes", (_, text) => text);
        r.AddActivityFunc<string, string>("breaks", string (_, text) => throw new InvalidOperationException(text));
    });
}
