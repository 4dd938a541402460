using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LipServerless.Standins.Tests.Email;

/// <summary>One request as it came in.</summary>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonElement.Parse(Body);
}

/// <summary>An answer to give instead of the usual one.</summary>
internal sealed record ScriptedAnswer(int Status, string Body = "", string? RetryAfter = null);

/// <summary>
/// A mail service that shares no line with the inbox: it checks signatures in its own way, keeps what it saw, and answers by a script.
/// </summary>
internal sealed class MailServiceDouble : IAsyncDisposable
{
    public const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private readonly WebApplication web;
    private readonly Lock gate = new();
    private readonly List<SeenRequest> seen = [];
    private readonly Queue<ScriptedAnswer> sends = new();
    private readonly Queue<ScriptedAnswer> states = new();

    private MailServiceDouble()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        web = builder.Build();
        web.Run(AnswerAsync);
    }

    public Uri Address => new(web.Urls.Single());

    public string ConnectionString => $"endpoint={Address};accesskey={Key}";

    /// <summary>Signatures that did not fit.</summary>
    public int BadSignatures { get; private set; }

    /// <summary>Called after each request was checked, before it is answered.</summary>
    public Action? OnSeen { get; set; }

    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (gate) return [.. seen];
        }
    }

    public static async Task<MailServiceDouble> StartAsync()
    {
        var service = new MailServiceDouble();
        await service.web.StartAsync();
        return service;
    }

    /// <summary>The next answers to POST, in this order; then 202 again.</summary>
    public MailServiceDouble SendsAnswer(params ScriptedAnswer[] answers)
    {
        foreach (var answer in answers) sends.Enqueue(answer);
        return this;
    }

    /// <summary>The next answers to status requests, in this order; then Succeeded.</summary>
    public MailServiceDouble StatesAnswer(params string[] statuses)
    {
        foreach (var status in statuses) states.Enqueue(new ScriptedAnswer(200, status));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }

    /// <summary>The signature as the protocol's documentation describes it.</summary>
    public static string Sign(string method, string target, string date, string host, string hash, string key)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(key));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.ASCII.GetBytes(method + "\n" + target + "\n" + date + ";" + host + ";" + hash)));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new SeenRequest(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        ScriptedAnswer? scripted;
        lock (gate)
        {
            seen.Add(request);
            if (!SignatureFits(request)) BadSignatures++;
            scripted = request.Method == "POST" ? sends.TryDequeue(out var s) ? s : null : states.TryDequeue(out var t) ? t : null;
        }

        OnSeen?.Invoke();
        var id = request.Method == "POST" ? request.Headers["Operation-Id"] : request.Target.Split('/', '?')[3];
        if (request.Method == "POST")
        {
            context.Response.StatusCode = scripted?.Status ?? 202;
            if (scripted?.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait;
            await WriteAsync(context, scripted?.Body ?? $$"""{"id":"{{id}}","status":"Running"}""");
        }
        else
        {
            await WriteAsync(context, (scripted?.Body ?? """{"id":"?","status":"Succeeded"}""").Replace("?", id, StringComparison.Ordinal));
        }
    }

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    private static bool SignatureFits(SeenRequest request)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(request.Body));
        var expected = Sign(request.Method, request.Target, request.Headers.GetValueOrDefault("Date", ""), request.Headers["Host"], hash, Key);
        return request.Headers.GetValueOrDefault("Authorization") == $"HMAC-SHA256 SignedHeaders=date;host;x-ms-content-sha256&Signature={expected}"
            && request.Headers.GetValueOrDefault("x-ms-content-sha256") == hash;
    }
}
