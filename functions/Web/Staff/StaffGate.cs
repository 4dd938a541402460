using LipServerless.Web.Api;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LipServerless.Web.Staff;

/// <summary>
/// Lets only staff into the API and the dashboard. Closed by default: what lies under <c>api/</c> or <c>dashboard</c> is staff's
/// unless it is listed here.
/// </summary>
public sealed class StaffGate(StaffDirectory directory, StaffSession session) : IFunctionsWorkerMiddleware
{
    /// <summary>The header that carries a person's key.</summary>
    public const string KeyHeader = "x-staff-key";

    private static readonly string[] OpenPaths = ["/api/health", "/api/health/live", "/api/health/ready", "/api/mail/events", "/dashboard/sign-in"];

    // The Functions host asks for its own key there (AuthorizationLevel.Function).
    private const string OperationsPath = "/api/ops";

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http || IsOpen(http.Request.Path))
        {
            await next(context);
            return;
        }

        var api = http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        var member = api
            ? directory.FindByKey(http.Request.Headers[KeyHeader])
            : session.NameInCookie(http.Request.Cookies[StaffSession.CookieName]) is { } name ? directory.FindByName(name) : null;
        if (member is not null)
        {
            http.SetStaff(member);
            await next(context);
        }
        else if (api)
        {
            await Problems.Of(
                StatusCodes.Status401Unauthorized, "Zugang nur mit Schlüssel", $"Bitte den persönlichen Schlüssel im Kopffeld {KeyHeader} mitsenden.").ExecuteAsync(http);
        }
        else
        {
            await new SeeOtherResult("/dashboard/sign-in").ExecuteAsync(http);
        }
    }

    private static bool IsOpen(PathString path)
    {
        var guarded = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase);
        return !guarded
            || OpenPaths.Any(open => string.Equals(path.Value?.TrimEnd('/'), open, StringComparison.OrdinalIgnoreCase))
            || path.StartsWithSegments(OperationsPath, StringComparison.OrdinalIgnoreCase);
    }
}
