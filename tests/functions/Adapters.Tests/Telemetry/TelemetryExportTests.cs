using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Activities.Telemetry;
using LipServerless.Adapters.Telemetry;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Stop_SendsFiguresAndSpansToTheCollector()
    {
        using var collector = new Collector();
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

    private sealed class Collector : IDisposable
    {
        private readonly HttpListener listener = new();

        public Collector()
        {
            Address = $"http://127.0.0.1:{FreePort()}/";
            listener.Prefixes.Add(Address);
            listener.Start();
            _ = Task.Run(AcceptAsync);
        }

        public string Address { get; }

        public ConcurrentDictionary<string, string> Received { get; } = new(StringComparer.Ordinal);

        public void Dispose() => listener.Close();

        private static int FreePort()
        {
            using var socket = new TcpListener(IPAddress.Loopback, 0);
            socket.Start();
            return ((IPEndPoint)socket.LocalEndpoint).Port;
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var body = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                    var text = await body.ReadToEndAsync();
                    Received.AddOrUpdate(context.Request.Url!.AbsolutePath, text, (_, earlier) => earlier + text);
                    context.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed: the test is over.
            }
        }
    }
}
