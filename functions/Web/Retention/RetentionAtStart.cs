using LipServerless.Domain.Retention;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Web.Retention;

/// <summary>A wrong setting stops the host at its start, by name, and not the timer at night.</summary>
internal sealed class RetentionAtStart(RetentionPeriods periods) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = periods;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
