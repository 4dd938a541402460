using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an application registers services and middleware; both hosts give one.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>Adds to the end of the list: what is added first sees an invocation first.</summary>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);

    IServiceCollection Services { get; }
}
