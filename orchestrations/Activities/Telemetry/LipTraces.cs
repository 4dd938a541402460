using System.Diagnostics;

namespace LipServerless.Activities.Telemetry;

/// <summary>Spans of the application: one for each function called. They carry names and outcomes, never addresses of pages: those hold tokens.</summary>
public static class LipTraces
{
    /// <summary>Name of the source, for exporters.</summary>
    public const string Name = "LipServerless";

    /// <summary>The source.</summary>
    public static ActivitySource Source { get; } = new(Name);
}
