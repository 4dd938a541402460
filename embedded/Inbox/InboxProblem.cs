using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Protocol;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox;

/// <summary>What the JSON API answers where something is wrong: problem+json.</summary>
internal static class InboxProblem
{
    private const string ContentType = "application/problem+json; charset=utf-8";

    public static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return InboxJson.WriteAsync(context, new { title, status, detail }, ContentType);
    }

    /// <summary>400 with each fault's field.</summary>
    public static Task WriteAsync(HttpContext context, IReadOnlyList<BehaviourFault> faults)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        var detail = string.Join(' ', faults.Select(fault => fault.Field.Length == 0 ? fault.Message : $"{fault.Field}: {fault.Message}"));
        return InboxJson.WriteAsync(context, new { title = "Some values cannot be used.", status = 400, detail, errors = faults }, ContentType);
    }
}
