using System.Net;
using LipServerless.Embedded.Hosting.Azurite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Testing;

/// <summary>
/// Stands between a host and its storage emulator, on ports of its own: sees each request, and lets it go wrong where a rule says so.
/// Answers are passed on unchanged otherwise.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Host", "Expect" };

    private readonly WebApplication app;
    private readonly HttpClient upstream;
    private int requests;

    private FaultProxy(WebApplication app, HttpClient upstream) => (this.app, this.upstream) = (app, upstream);

    /// <summary>Names the proxy's ports.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Asked at each request what goes wrong with it; null: nothing. May be called from several threads at once.</summary>
    public Func<ProxiedRequest, Fault?>? Rule { get; set; }

    /// <summary>How many requests there have been.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Starts a proxy before the emulator with these ports.</summary>
    public static async Task<FaultProxy> StartAsync(int blobPort, int tablePort)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var web = builder.Build();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        var proxy = new FaultProxy(web, new HttpClient(handler));
        var ports = new Dictionary<int, int>();
        web.Run(context => proxy.PassAsync(context, ports[context.Connection.LocalPort]));
        await web.StartAsync();
        var own = web.Urls.Select(address => new Uri(address).Port).ToList();
        (ports[own[0]], ports[own[1]]) = (blobPort, tablePort);
        proxy.ConnectionString = EmulatorAccount.ConnectionString(own[0], own[1]);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        upstream.Dispose();
    }

    private async Task PassAsync(HttpContext context, int port)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var fault = Rule?.Invoke(new(Interlocked.Increment(ref requests), context.Request.Method, target));
        if (fault?.Delay is { } delay)
            await Task.Delay(delay, TimeProvider.System, context.RequestAborted);
        if (fault is { BeforeCommit: true })
        {
            Fail(context, fault);
            return;
        }

        using var answer = await ForwardAsync(context, port, target);
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (fault is { AfterCommit: true })
        {
            Fail(context, fault);
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!HopByHop.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        }

        if (body.Length > 0)
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context, int port, string target)
    {
        // Signatures cover the path as it was sent.
        var address = new Uri($"http://127.0.0.1:{port}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > 0 || context.Request.ContentLength is not null)
            request.Content = new ByteArrayContent(body.ToArray());
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!HopByHop.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        // Once it is on its way the emulator may do it: who asked may go, the emulator's answer is waited for.
        return await upstream.SendAsync(request, CancellationToken.None);
    }

    private static void Fail(HttpContext context, Fault fault)
    {
        if (fault.Status is { } status)
            context.Response.StatusCode = status;
        else
            context.Abort();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>A request to storage.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Method">Its method.</param>
/// <param name="Target">Path and query as sent.</param>
public sealed record ProxiedRequest(int Number, string Method, string Target);

/// <summary>What goes wrong with a request.</summary>
public sealed record Fault
{
    private Fault()
    {
    }

    internal TimeSpan? Delay { get; private init; }

    internal int? Status { get; private init; }

    internal bool BeforeCommit { get; private init; }

    internal bool AfterCommit { get; private init; }

    /// <summary>The connection breaks before the request has reached storage.</summary>
    public static Fault Refuse() => new() { BeforeCommit = true };

    /// <summary>It arrives late.</summary>
    public static Fault Late(TimeSpan delay) => new() { Delay = delay };

    /// <summary>It is answered with this status and has not happened.</summary>
    public static Fault Answer(int status) => new() { BeforeCommit = true, Status = status };

    /// <summary>It has happened, and the connection breaks before the answer.</summary>
    public static Fault CutAfterCommit() => new() { AfterCommit = true };

    /// <summary>It has happened, and is answered with this status.</summary>
    public static Fault AnswerAfterCommit(int status) => new() { AfterCommit = true, Status = status };
}
