using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using LipServerless.EndToEnd.Tests.Playing;

namespace LipServerless.EndToEnd.Tests.Processes;

/// <summary>SIGTERM: what runs may end, for a limited time; service managers kill after ten seconds.</summary>
public sealed class TerminationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Sigterm_WhileAnActivityHangs_EndsWithinTenSeconds()
    {
        using var run = new Run();
        using var silent = new SilentServer();
        var settings = run.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);
        settings["Lip__Mail__ConnectionString"] = $"endpoint=http://127.0.0.1:{silent.Port}/;accesskey={Convert.ToBase64String(new byte[32])}";
        settings["Lip__Mail__Sender"] = "lip@example.org";
        using var host = HostProcess.Start(["--workspace", run.Folder, "--port", "0", "--inbox-port", "0"], settings, run.Folder);
        var curl = await host.LineAsync(line => line.Contains("curl -H", StringComparison.Ordinal), Patience);
        await StartRoundAsync(curl);
        await silent.Called.WaitAsync(Patience);

        var clock = Stopwatch.StartNew();
        host.Terminate();
        var code = await host.EndAsync(Patience); Assert.True(code == 0, host.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Contains(await LogAsync(run), line => line.Contains("steps under way; they are done again at the next start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sigterm_WhileIdle_EndsAtOnce()
    {
        using var run = new Run();
        var settings = run.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);
        using var host = HostProcess.Start(["--workspace", run.Folder, "--port", "0", "--inbox-port", "0"], settings, run.Folder);
        await host.LineAsync(line => line.Contains("curl -H", StringComparison.Ordinal), Patience);

        var clock = Stopwatch.StartNew();
        host.Terminate();
        var code = await host.EndAsync(Patience); Assert.True(code == 0, host.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    /// <summary>With the key and the address that the host printed.</summary>
    private static async Task StartRoundAsync(string curl)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-staff-key", curl.Split("x-staff-key: ")[1].Split('"')[0]);
        using var form = new MultipartFormDataContent();
        var draft = new ByteArrayContent(Encoding.UTF8.GetBytes("# Entwurf\n\n## Teil\n\nEin Absatz."));
        draft.Headers.ContentType = new MediaTypeHeaderValue("text/markdown");
        form.Add(draft, "draft", "entwurf.md");
        form.Add(new StringContent(string.Create(CultureInfo.InvariantCulture, $$"""
            { "title": "Probe", "deadlines": { "councils": "{{In(60):O}}", "conference": "{{In(80):O}}" }, "sendingHours": { "atAnyTime": true } }
            """)), "settings");
        using var answer = await client.PostAsync(new Uri(curl.Split(' ')[^1]), form);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static DateOnly In(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days);

    private static async Task<string[]> LogAsync(Run run) => await File.ReadAllLinesAsync(Path.Combine(run.Folder, "logs", "host.log"));

    /// <summary>A mail service that takes calls and never answers.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> callers = [];
        private readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SilentServer()
        {
            listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        /// <summary>Completes once somebody has called.</summary>
        public Task Called => called.Task;

        public void Dispose()
        {
            listener.Dispose();
            lock (callers)
                callers.ForEach(caller => caller.Dispose());
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var caller = await listener.AcceptTcpClientAsync();
                    lock (callers)
                        callers.Add(caller);
                    called.TrySetResult();
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                // Disposed.
            }
        }
    }
}
