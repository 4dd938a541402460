using LipServerless.Activities.Ports;
using LipServerless.Activities.Telemetry;
using LipServerless.Adapters.Telemetry;
using LipServerless.Testing;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Stop_SendsFiguresAndSpansToTheCollector()
    {
        using var collector = new OtlpCollector();
        using var export = new TelemetryExport(Settings(collector.Address));
        await export.StartAsync(default);

        RoundMeter.Stored(new RoundChange
        {
            Audit = [new() { At = default, Verb = "verb-of-this-test", Subject = "lip-r1", Channel = "api", Who = AuditEntry.System }],
        });
        using (LipTraces.Source.StartActivity("SpanOfThisTest"))
        {
            // A span that has ended is sent.
        }

        await export.StopAsync(default);

        Assert.Contains("verb-of-this-test", collector.Received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("SpanOfThisTest", collector.Received["/v1/traces"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NotAnAddress_NamesTheSetting()
    {
        using var export = new TelemetryExport(Settings("collector"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => export.StartAsync(default));

        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", refused.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(string endpoint) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint }).Build();
}
