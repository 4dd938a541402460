using Microsoft.DurableTask.Worker;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionsWorkerApplicationBuilderExtensions
{
    /// <summary>
    /// The builder on which the application registers its orchestrators and activities. The package also starts to run them;
    /// here they are registered (as named options) and no more. Calls add up.
    /// </summary>
    public static IDurableTaskWorkerBuilder ConfigureDurableWorker(this IFunctionsWorkerApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new DefaultDurableTaskWorkerBuilder(name: null, builder.Services);
    }
}
