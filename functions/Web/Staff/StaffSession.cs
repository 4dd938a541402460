using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LipServerless.Activities.Ports;

namespace LipServerless.Web.Staff;

/// <summary>
/// Signed statements "this is so-and-so until then": one kind for the printed sign-in link, one for the cookie it leads to.
/// Signed with a key derived from the link secret, and with what settings hold of the person's key: a new key ends all sessions of the old
/// one. Time is the system's, not the process clock's.
/// </summary>
public sealed class StaffSession(ILinkSecret secret, StaffDirectory directory, TimeProvider time)
{
    /// <summary>The cookie's name.</summary>
    public const string CookieName = "lip-staff";

    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>The value of a printed sign-in link.</summary>
    public string SignInCode(string name, TimeSpan validFor) => Sign("sign-in", name, time.GetUtcNow() + validFor);

    /// <summary>The value of the cookie.</summary>
    public string Cookie(string name) => Sign("session", name, time.GetUtcNow() + Lifetime);

    /// <summary>The name in a sign-in code; null if forged, malformed or expired.</summary>
    public string? NameInSignInCode(string? code) => Verify("sign-in", code);

    /// <summary>The name in a cookie; null if forged, malformed or expired.</summary>
    public string? NameInCookie(string? cookie) => Verify("session", cookie);

    /// <summary>A token for the forms of a session: another site cannot know it.</summary>
    public string FormToken(string name) => Base64Url.EncodeToString(Mac($"form\n{name}"));

    /// <summary>Whether a form carries the token of this person's forms.</summary>
    public bool IsFormToken(string name, string? posted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormToken(name)), Encoding.UTF8.GetBytes(posted ?? ""));

    private string Sign(string purpose, string name, DateTimeOffset until)
    {
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()}|{name}")));
        return $"{payload}.{Base64Url.EncodeToString(Mac($"{purpose}\n{payload}\n{directory.KeyHashOf(name)}"))}";
    }

    private string? Verify(string purpose, string? value)
    {
        if (value?.Split('.') is not [var payload, var signature] || !Base64Url.IsValid(payload) || !Base64Url.IsValid(signature))
            return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)).Split('|', 2);
        return parts is [var until, var name]
            && CryptographicOperations.FixedTimeEquals(Mac($"{purpose}\n{payload}\n{directory.KeyHashOf(name)}"), Base64Url.DecodeFromChars(signature))
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && time.GetUtcNow().ToUnixTimeSeconds() < seconds
                ? name
                : null;
    }

    private byte[] Mac(string message)
    {
        var key = HMACSHA256.HashData(secret.Key.Span, "staff-session"u8);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(message));
    }
}
