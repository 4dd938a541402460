using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Staff;

/// <summary>
/// Staff who sign in at Entra ID. The setting <c>Lip:Staff:EntraRole</c> names the app role that lets them in, and says at the same time that
/// built-in authentication is switched on and required in front of staff's paths. Without it the header is not looked at, whatever it holds:
/// anybody could have written it.
/// </summary>
public sealed class EntraSignIn
{
    /// <summary>The setting.</summary>
    public const string RoleSetting = "Lip:Staff:EntraRole";

    private static readonly string[] GuardedRoots = ["/api", "/dashboard"];
    private static readonly string[] Detours = ["..", "%2e", "\\", "%5c", "%2f"];

    private readonly string role;

    /// <summary>Reads the setting.</summary>
    public EntraSignIn(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        role = configuration[RoleSetting]?.Trim() ?? "";
    }

    /// <summary>Whether everybody on staff's paths is signed in at Entra ID.</summary>
    public bool IsRequired => role.Length > 0;

    /// <summary>Who is signed in; null for nobody.</summary>
    /// <exception cref="InvalidOperationException">Built-in authentication is not required: there is nobody to believe.</exception>
    public EntraPrincipal? PrincipalOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsRequired)
            throw new InvalidOperationException($"Without the setting {RoleSetting} nothing stands behind the header.");
        var header = request.Headers[EntraPrincipal.Header];
        return header.Count == 1 && CameByAGuardedPath(request) ? EntraPrincipal.Read(header) : null;
    }

    /// <summary>Whether the role was given.</summary>
    public bool HasRole(EntraPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return IsRequired && principal.Roles.Contains(role, StringComparer.Ordinal);
    }

    // Built-in authentication compares paths as they came; "/assets/../dashboard" would be excluded there and staff's here.
    private static bool CameByAGuardedPath(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is not { Length: > 0 } target)
            return true;
        var path = target.Split('?')[0] + "/";
        return GuardedRoots.Any(root => path.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase))
            && !Detours.Any(detour => path.Contains(detour, StringComparison.OrdinalIgnoreCase));
    }
}
