using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker.Hosting;

/// <summary>The base of what <see cref="IDurableTaskWorkerBuilder"/> builds: a hosted service that runs the tasks of a factory.</summary>
public abstract class DurableTaskWorker : BackgroundService
{
    protected DurableTaskWorker(string? name, IDurableTaskFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        Name = name ?? Extensions.Options.Options.DefaultName;
        Factory = factory;
    }

    protected virtual string Name { get; }

    protected virtual IDurableTaskFactory Factory { get; }

    protected IExceptionPropertiesProvider? ExceptionPropertiesProvider { get; set; }
}
