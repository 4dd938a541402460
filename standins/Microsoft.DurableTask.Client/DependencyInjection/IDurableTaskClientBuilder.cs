using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

public interface IDurableTaskClientBuilder
{
    string Name { get; }

    IServiceCollection Services { get; }

    /// <summary>The client class to build, or null as long as none is chosen.</summary>
    Type? BuildTarget { get; set; }

    DurableTaskClient Build(IServiceProvider serviceProvider);
}
