using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>What every turn of a hub shares.</summary>
internal sealed record TurnEnvironment(
    DataConverter Converter,
    ILoggerFactory LoggerFactory,
    TimeSpan LongestTimer,
    string? DefaultVersion,
    VersionRule Versions,
    Func<string, string?, ITaskOrchestrator?> CreateOrchestrator);
