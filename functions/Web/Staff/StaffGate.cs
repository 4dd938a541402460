using LipServerless.Activities.Ports;
using LipServerless.Web.Api;
using LipServerless.Web.Limits;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace LipServerless.Web.Staff;

/// <summary>
/// Lets only staff into the API and the dashboard. Closed by default: what lies under <c>api/</c> or <c>dashboard</c> is staff's
/// unless it is listed here. Staff come with a key of their own, or signed in at Entra ID (<see cref="EntraSignIn"/>).
/// </summary>
public sealed class StaffGate(
    StaffDirectory directory, StaffSession session, EntraSignIn entra, AttemptLimits limits, PageRenderer renderer, SitePaths paths, PublicAddresses addresses)
    : IFunctionsWorkerMiddleware
{
    /// <summary>The header that carries a person's key.</summary>
    public const string KeyHeader = "x-staff-key";

    private static readonly string[] OpenPaths = ["/api/health", "/api/health/live", "/api/health/ready", "/api/mail/events", "/dashboard/sign-in"];

    // The Functions host asks for its own key there (AuthorizationLevel.Function).
    private const string OperationsPath = "/api/ops";

    // Signing in with a key and out again; behind Entra ID there is nothing to do here.
    private static readonly string[] KeySessionPaths = ["/dashboard/sign-in", "/dashboard/sign-out"];

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

        var isSession = Is(http.Request.Path, KeySessionPaths);
        if (CrossSite.IsBehind(http.Request, addresses))
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "staff.otherSite");
        else if (entra.IsRequired)
            await EnterByEntraAsync(context, http, next, isSession);
        else if (Is(http.Request.Path, OpenPaths))
            await next(context);
        else
            await EnterByKeyAsync(context, http, next);
    }

    private async Task EnterByKeyAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        var member = IsApi(http)
            ? directory.FindByKey(http.Request.Headers[KeyHeader])
            : session.NameInCookie(http.Request.Cookies[StaffSession.CookieName]) is { } name ? directory.FindByName(name) : null;
        if (member is not null)
        {
            await EnterAsync(context, http, next, member);
        }
        else if (IsApi(http))
        {
            await NoKeyAsync(http);
        }
        else
        {
            await new SeeOtherResult(paths.Of("dashboard/sign-in")).ExecuteAsync(http);
        }
    }

    // The role is asked of everybody; a key shown with it says who acts, for programs whose sign-in names no person.
    private async Task EnterByEntraAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next, bool isSession)
    {
        var key = http.Request.Headers[KeyHeader].ToString();
        var byKey = directory.FindByKey(key);
        if (entra.PrincipalOf(http.Request) is not { } principal)
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "staff.notSignedIn");
        }
        else if (!entra.HasRole(principal))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "staff.noRole");
        }
        else if (key.Length > 0 && byKey is null)
        {
            await NoKeyAsync(http);
        }
        else if (byKey is null && principal.Name is null)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "staff.noName");
        }
        else if (isSession)
        {
            await new SeeOtherResult(paths.Of("dashboard")).ExecuteAsync(http);
        }
        else
        {
            await EnterAsync(context, http, next, (byKey ?? new StaffMember(principal.Name!)) with { ByEntra = true });
        }
    }

    private async Task EnterAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next, StaffMember member)
    {
        if (limits.CountStaffCall(member.Name) is { } wait)
        {
            RetryAfter.Set(http.Response, wait);
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "staff.tooOften");
            return;
        }

        // Also for answers that are no pages: a browser with a session of Entra ID opens those too.
        SecurityHeaders.Apply(http.Response);
        http.SetStaff(member);
        await next(context);
    }

    private static Task NoKeyAsync(HttpContext http) => Problems.Of(
        StatusCodes.Status401Unauthorized, "Zugang nur mit Schlüssel", $"Bitte den persönlichen Schlüssel im Kopffeld {KeyHeader} mitsenden.").ExecuteAsync(http);

    private async Task RefuseAsync(HttpContext http, int status, string key)
    {
        var texts = TextCatalog.German;
        if (IsApi(http))
        {
            await Problems.Of(status, texts["staff.refused"], texts[key]).ExecuteAsync(http);
            return;
        }

        var html = await renderer.RenderAsync<MessagePage>(new PageScope(texts, paths), new MessageModel(texts["staff.refused"], [texts[key]]));
        await new PageResult(html, status).ExecuteAsync(http);
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool IsOpen(PathString path)
    {
        var guarded = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase);
        return !guarded
            || (Is(path, OpenPaths) && !Is(path, KeySessionPaths))
            || path.StartsWithSegments(OperationsPath, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Is(PathString path, string[] any) => any.Contains(path.Value?.TrimEnd('/'), StringComparer.OrdinalIgnoreCase);
}
