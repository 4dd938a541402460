using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Hosting.Samples;

public class HttpSamples(Recorder recorder)
{
    private readonly Guid made = Guid.NewGuid();

    [Function("Hello")]
    public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name?}")] HttpRequest request, string? name)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Text($"Guten Tag, {name ?? "Welt"}");
    }

    [Function("HelloPost")]
    public static Task<IResult> HelloPost([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hello/{name?}")] HttpRequest request, string? name) =>
        Task.FromResult(Results.Accepted(value: name));

    [Function("Typed")]
    public static IActionResult Typed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{number:int}/{id:guid}/{flag:bool}/{large:long}")] HttpRequest request,
        int number,
        Guid id,
        bool flag,
        long large) => new OkObjectResult(new { number, id, flag, large });

    [Function("Files")]
    public static IResult Files([HttpTrigger(AuthorizationLevel.Anonymous, Route = "files/{**path}")] HttpRequest request, string path) =>
        Results.Text(path);

    [Function("Instance")]
    public IResult Instance([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(made.ToString());

    [Function("Keyed")]
    public static IResult Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequest request) => Results.Ok();

    [Function("Managed")]
    public static IResult Managed([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "managed")] HttpRequest request) => Results.Ok();

    [Function("Fails")]
    public static Task Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fails")] HttpRequest request) =>
        throw new InvalidOperationException("the inside");

    [Function("Nothing")]
    public async Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "nothing")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        await Task.Yield();
        recorder.Note("nothing");
        request.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    [Function("Upload")]
    public static async Task<IResult> Upload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upload")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return Results.Text(body.Length.ToString(CultureInfo.InvariantCulture));
    }

    [Function("Context")]
    public static IResult Context([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{part}")] HttpRequest request, FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Results.Json(new
        {
            context.FunctionDefinition.Name,
            context.FunctionDefinition.EntryPoint,
            Bindings = context.FunctionDefinition.InputBindings.Values.Select(b => b.Type),
            Part = context.BindingContext.BindingData["part"],
            SameContext = ReferenceEquals(context.GetHttpContext(), request?.HttpContext),
            SameServices = ReferenceEquals(context.InstanceServices, request?.HttpContext.RequestServices),
            DurableClientInServices = context.InstanceServices.GetService(typeof(DurableTaskClient)) is not null,
            ProviderInServices = context.InstanceServices.GetService(typeof(IDurableTaskClientProvider)) is not null,
        });
    }

    [Function("Durable")]
    public static IResult Durable([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "durable")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Results.Text(client.Name);
    }
}
