using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LipServerless.Testing;

/// <summary>Takes what is exported by OTLP over HTTP. Texts in protobuf are plain UTF-8: they can be searched for without decoding.</summary>
public sealed class OtlpCollector : IDisposable
{
    private readonly HttpListener listener = new();

    /// <summary>Listens on a free port.</summary>
    public OtlpCollector()
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Where to export to.</summary>
    public string Address { get; }

    /// <summary>What came, by path.</summary>
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
                using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
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
