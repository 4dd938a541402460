using System.Reflection;
using LipServerless.Adapters.Telemetry;
using LipServerless.Embedded.Engine;

namespace LipServerless.Architecture.Tests;

/// <summary>The exporter may not know the engine, so it names its source by a text of its own.</summary>
public sealed class TelemetryNamesTests
{
    [Fact]
    public void Exporter_NamesTheEnginesSource()
    {
        var figures = typeof(IEmbeddedEngine).Assembly.GetType("LipServerless.Embedded.Engine.Figures.EngineFigures", throwOnError: true)!;

        Assert.Equal(ConstantOf(figures, "Name"), ConstantOf(typeof(TelemetryExport), "EngineName"));
    }

    private static string ConstantOf(Type type, string name) =>
        (string)type.GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetRawConstantValue()!;
}
