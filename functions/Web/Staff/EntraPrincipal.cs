using System.Text.Json;

namespace LipServerless.Web.Staff;

/// <summary>Who is signed in at Entra ID, as built-in authentication tells the application in the header <c>X-MS-CLIENT-PRINCIPAL</c>.</summary>
/// <param name="Name">The display name; null where the token had none, as those of programs.</param>
/// <param name="Roles">The app roles given to the person or program.</param>
public sealed record EntraPrincipal(string? Name, IReadOnlyList<string> Roles)
{
    /// <summary>The header.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>Longest value that is read: as much as servers take in all headers together.</summary>
    public const int LongestHeader = 32 * 1024;

    private const int LongestName = 200;

    // Entra's tokens say "roles"; built-in authentication may give it the longer name.
    private static readonly string[] RoleClaims = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];
    private static readonly string[] NameClaims = ["name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"];

    /// <summary>Reads a header's value; null for whatever is no principal of Entra ID. Never throws for what it is given.</summary>
    public static EntraPrincipal? Read(string? header)
    {
        if (string.IsNullOrEmpty(header) || header.Length > LongestHeader)
            return null;
        try
        {
            // Without a reader's mark: Deserialize turns invalid UTF-8 and broken surrogates into a JsonException too.
            var sent = JsonSerializer.Deserialize<Sent>(Convert.FromBase64String(header), JsonSerializerOptions.Web);
            if (sent is not { auth_typ: "aad", claims: { } claims } || claims.Any(claim => claim is not { typ: not null, val: not null }))
                return null;
            return new(
                claims.Where(claim => NameClaims.Contains(claim!.typ)).Select(claim => Clean(claim!.val!)).FirstOrDefault(name => name.Length > 0),
                [.. claims.Where(claim => RoleClaims.Contains(claim!.typ)).Select(claim => claim!.val!)]);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    // One line, as the log and the header of pages show it.
    private static string Clean(string name)
    {
        var line = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= LongestName ? line : line[..LongestName];
    }

#pragma warning disable IDE1006, CA1812 // As it is sent.
    private sealed record Sent(string? auth_typ, List<Claim?>? claims);

    private sealed record Claim(string? typ, string? val);
#pragma warning restore IDE1006, CA1812
}
