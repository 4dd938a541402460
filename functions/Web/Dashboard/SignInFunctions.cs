using LipServerless.Activities.Ports;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Dashboard;

/// <summary>Signing in to the dashboard: by the printed link or with one's key. Opening the link changes nothing; its button does.</summary>
public sealed class SignInFunctions(StaffDirectory directory, StaffSession session, PageRenderer renderer, SitePaths paths, PublicAddresses addresses)
{
    /// <summary>The page: whose link it is, and a button; without a valid link, a field for the key.</summary>
    [Function("SignInPage")]
    public async Task<IResult> Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/sign-in")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? code = request.Query["code"];
        return await ShowAsync(new(session.NameInSignInCode(code), code, Failed: false), StatusCodes.Status200OK);
    }

    /// <summary>Signs in and goes to the dashboard.</summary>
    [Function("SignIn")]
    public async Task<IResult> SignIn(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/sign-in")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var posted = await PostedForm.ReadAsync(request, cancellationToken);
        if (posted.Fields is not { } form)
            return await ShowAsync(new(null, null, Failed: true), posted.Status);
        var member = session.NameInSignInCode(form["code"]) is { } name ? directory.FindByName(name) : directory.FindByKey(form["key"].ToString().Trim());
        if (member is null)
            return await ShowAsync(new(null, null, Failed: true), StatusCodes.Status401Unauthorized);
        request.HttpContext.Response.Cookies.Append(StaffSession.CookieName, session.Cookie(member.Name), Cookie(request));
        return new SeeOtherResult(paths.Of("dashboard"));
    }

    /// <summary>Ends the session of this browser.</summary>
    [Function("SignOut")]
    public async Task<IResult> SignOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "dashboard/sign-out")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((await DeskForm.ReadAsync(request, session, cancellationToken)).IsOurs)
            request.HttpContext.Response.Cookies.Delete(StaffSession.CookieName, Cookie(request));
        return new SeeOtherResult(paths.Of("dashboard/sign-in"));
    }

    // Behind a proxy that ends TLS a request looks like plain http: the address that everybody uses says what browsers see.
    private CookieOptions Cookie(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps || addresses.BaseUrl.Scheme == Uri.UriSchemeHttps,
        Path = "/",
        IsEssential = true,
        MaxAge = StaffSession.Lifetime,
    };

    private async Task<PageResult> ShowAsync(SignInModel model, int status) =>
        new(await renderer.RenderAsync<SignInPage>(new PageScope(TextCatalog.German, paths), model), status);
}

/// <summary>What the sign-in page shows.</summary>
/// <param name="Name">The person whose link was opened; null for none.</param>
/// <param name="Code">The link's code, to be posted back.</param>
/// <param name="Failed">The last attempt was refused.</param>
public sealed record SignInModel(string? Name, string? Code, bool Failed);
