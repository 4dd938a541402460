using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LipServerless.Embedded.Inbox.Behaviour;

/// <summary><c>/api/behaviour</c> and <c>/api/suppressions</c>: what goes wrong at the inbox, for programs.</summary>
internal sealed class BehaviourApi(LiveBehaviour behaviour, MailStore store)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/behaviour", WriteAsync);
        routes.MapPut("/api/behaviour", PutAsync);
        routes.MapDelete("/api/behaviour", ResetAsync);
        routes.MapGet("/api/suppressions", context => InboxJson.WriteAsync(context, behaviour.Suppressed.Where(entry => store.Now < entry.Until)));
        routes.MapDelete("/api/suppressions/{address}", ForgetAsync);
    }

    private Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(System.Text.Json.JsonSerializer.Serialize(behaviour.Current, BehaviourJson.Options), context.RequestAborted);
    }

    private async Task PutAsync(HttpContext context)
    {
        if (await SmallBody.ReadJsonAsync(context) is not { } body) return;
        var (next, faults) = BehaviourJson.Read(body);
        if (next is null)
        {
            await InboxProblem.WriteAsync(context, faults);
            return;
        }

        behaviour.Replace(next);
        await WriteAsync(context);
    }

    private Task ResetAsync(HttpContext context)
    {
        behaviour.Replace(new());
        return WriteAsync(context);
    }

    private Task ForgetAsync(HttpContext context)
    {
        if (!behaviour.Forget((string)context.Request.RouteValues["address"]!)) return InboxProblem.WriteAsync(context, 404, "Not suppressed.", "The address is not on the suppression list.");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
