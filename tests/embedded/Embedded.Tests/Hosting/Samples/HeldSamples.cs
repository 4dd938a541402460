using LipServerless.Domain.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Embedded.Tests.Hosting.Samples;

/// <summary>The system's clock, which knows how many holds are open.</summary>
public sealed class CountingClock() : ProcessClock(TimeProvider.System)
{
    private int open;

    public int OpenHolds => open;

    public override IDisposable Hold()
    {
        Interlocked.Increment(ref open);
        return new Held(this);
    }

    private sealed class Held(CountingClock clock) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref clock.open);
    }
}

public class HeldSamples(Recorder recorder, ProcessClock clock)
{
    [Function("HeldHttp")]
    public async Task<IResult> Http([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "held")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Text($"{((CountingClock)clock).OpenHolds}");
    }

    [Function("HeldTimer")]
    public async Task Timer([TimerTrigger("* * * * * *")] TimerInfo timer)
    {
        await Task.Yield();
        recorder.Note($"{((CountingClock)clock).OpenHolds}");
    }
}
