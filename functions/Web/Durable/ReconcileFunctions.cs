using LipServerless.Web.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace LipServerless.Web.Durable;

/// <summary>
/// The reconciler: compares stored rounds with instances and starts or wakes what is missing; then looks
/// whether something stands still. By timer, and at once behind a
/// function key (the embedded host calls it at its start).
/// </summary>
public sealed class ReconcileFunctions(RoundRunner runner, RoundWatch watch)
{
    /// <summary>By the NCRONTAB schedule in the setting <c>Lip:ReconcileSchedule</c> (UTC).</summary>
    [Function("ReconcileByTimer")]
    public Task ByTimer(
        [TimerTrigger("%Lip:ReconcileSchedule%")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        _ = timer;
        return ReconcileAsync(client, resume: false, cancellationToken);
    }

    /// <summary>Now, and what failed on a bug is tried again.</summary>
    [Function("ReconcileNow")]
    public async Task<IResult> Now(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/ops/reconcile")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        _ = request;
        return Results.Ok(new { rounds = await ReconcileAsync(client, resume: true, cancellationToken) });
    }

    private async Task<int> ReconcileAsync(DurableTaskClient client, bool resume, CancellationToken cancellationToken)
    {
        var running = await runner.EnsureAllAsync(client, resume, cancellationToken);
        await watch.LookAsync(client, running, cancellationToken);
        return running.Count;
    }
}
