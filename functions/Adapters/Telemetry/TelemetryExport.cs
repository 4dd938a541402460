using LipServerless.Activities.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LipServerless.Adapters.Telemetry;

/// <summary>
/// Sends the application's figures and spans by the OpenTelemetry protocol (OTLP over HTTP, protobuf), where the setting
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; does nothing without it. Only sources of our own are sent: the framework's
/// spans hold addresses, and these hold the tokens of personal links.
/// </summary>
public sealed class TelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
{
    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Service = "lipserverless";

    // The embedded engine's; nobody offers it on Azure, where Durable Task has figures of its own.
    private const string EngineName = "LipServerless.Engine";

    private MeterProvider? meters;
    private TracerProvider? tracers;

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">The setting is not an absolute address.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration[EndpointSetting] is not { Length: > 0 } setting)
            return Task.CompletedTask;
        if (!Uri.TryCreate(setting.TrimEnd('/') + "/", UriKind.Absolute, out var collector))
            throw new InvalidOperationException($"Setting {EndpointSetting} must be an absolute address, such as http://127.0.0.1:4318.");

        var resource = ResourceBuilder.CreateDefault().AddService(Service);
        meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(RoundMeter.Name, EngineName, "System.Runtime")
            .AddOtlpExporter(options => SendTo(options, new Uri(collector, "v1/metrics")))
            .Build();
        tracers = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(LipTraces.Name, EngineName)
            .AddOtlpExporter(options => SendTo(options, new Uri(collector, "v1/traces")))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what has not been sent yet.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        meters?.Dispose();
        tracers?.Dispose();
        (meters, tracers) = (null, null);
    }

    private static void SendTo(OtlpExporterOptions options, Uri address)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = address;
    }
}
