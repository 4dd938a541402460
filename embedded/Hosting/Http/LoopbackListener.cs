using System.Net;
using System.Net.Sockets;

namespace LipServerless.Embedded.Hosting.Http;

/// <summary>A port of 127.0.0.1, taken before anything is composed, so that the address is known to whoever builds links.</summary>
internal sealed class LoopbackListener : IDisposable
{
    private Socket? socket;

    private LoopbackListener(Socket socket) => this.socket = socket;

    public int Port => ((IPEndPoint)(socket ?? throw new ObjectDisposedException(nameof(LoopbackListener))).LocalEndPoint!).Port;

    /// <exception cref="EmbeddedHostException">The port is taken or not allowed.</exception>
    public static LoopbackListener Open(int port)
    {
        var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            bound.Bind(new IPEndPoint(IPAddress.Loopback, port));
            // Listening at once: on Linux two sockets may be bound to a port as long as neither listens.
            bound.Listen();
            return new LoopbackListener(bound);
        }
        catch (SocketException error)
        {
            bound.Dispose();
            throw new EmbeddedHostException(
                $"Port {port} on 127.0.0.1 cannot be used ({error.SocketErrorCode}): is another host running? Stop it, or choose another port (0: any free one).",
                error);
        }
    }

    /// <summary>Gives the socket to the server, which closes it from now on.</summary>
    public Socket HandOver() => Interlocked.Exchange(ref socket, null) ?? throw new ObjectDisposedException(nameof(LoopbackListener));

    public void Dispose() => Interlocked.Exchange(ref socket, null)?.Dispose();
}
