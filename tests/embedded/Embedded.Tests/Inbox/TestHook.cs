using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Tests.Inbox;

/// <summary>A web hook on Kestrel that writes down every call and answers as it is told: by default as a good one.</summary>
internal sealed class TestHook : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<HookCall> calls = Channel.CreateUnbounded<HookCall>();

    private TestHook(WebApplication app) => this.app = app;

    /// <summary>Answers a call with a status and a JSON body; a status of 0 leaves the caller without an answer.</summary>
    public Func<HookCall, (int Status, string Body)> Answer { get; set; } = Good;

    public Uri Address => new(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "api/mail/events");

    public static (int Status, string Body) Good(HookCall call) =>
        call.IsHandshake ? (200, $$"""{"validationResponse":"{{call.Events[0].GetProperty("data").GetProperty("validationCode").GetString()}}"}""") : (200, "");

    /// <param name="bound">A socket that is bound and does not listen yet; null for a free port.</param>
    public static async Task<TestHook> StartAsync(Socket? bound = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        if (bound is not null) builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => bound);
        var hook = new TestHook(builder.Build());
        hook.app.Run(hook.TakeAsync);
        await hook.app.StartAsync();
        return hook;
    }

    /// <summary>The next call; waits for it.</summary>
    public async Task<HookCall> NextAsync() => await calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>The next call that is no handshake.</summary>
    public async Task<HookCall> NextReportAsync()
    {
        while (true)
        {
            if (await NextAsync() is { IsHandshake: false } call) return call;
        }
    }

    public bool HasMore => calls.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var call = new HookCall(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), [.. JsonElement.Parse(body).EnumerateArray()]);
        var (status, answer) = Answer(call);
        calls.Writer.TryWrite(call);
        if (status == 0)
        {
            var gone = new TaskCompletionSource();
            await using var left = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(answer);
    }
}

/// <summary>One call of a web hook.</summary>
internal sealed record HookCall(IReadOnlyDictionary<string, string> Headers, IReadOnlyList<JsonElement> Events)
{
    public bool IsHandshake => Headers["aeg-event-type"] == "SubscriptionValidation";

    public IEnumerable<string> Statuses => Events.Select(e => e.GetProperty("data").GetProperty("status").GetString()!);

    public string Id => Events[0].GetProperty("id").GetString()!;

    public string Recipient => Events[0].GetProperty("data").GetProperty("recipient").GetString()!;
}
