using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LipServerless.Activities.Ports;

namespace LipServerless.Web.Pages.Access;

/// <summary>
/// Proves that a form was filled in on our page: HMAC over the link (by its token's hash) and the form's purpose. Needs no cookie and
/// no state. A link's token never has this form: its message holds one line feed, this one two.
/// </summary>
public sealed class FormToken(ILinkSecret secret)
{
    /// <summary>The name of the hidden field.</summary>
    public const string Field = "formToken";

    /// <summary>The token of a form behind a link.</summary>
    public string For(LinkRecord link, string purpose)
    {
        ArgumentNullException.ThrowIfNull(link);
        return For(link.TokenHash, purpose);
    }

    /// <summary>The token of a form about a link of which only the hash is known: it may never have existed.</summary>
    public string For(string tokenHash, string purpose)
    {
        var message = Encoding.UTF8.GetBytes($"form-token\n{tokenHash}\n{purpose}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret.Key.Span, message));
    }

    /// <summary>Whether a posted token is the one of this form; takes the same time for every wrong one.</summary>
    public bool IsValid(LinkRecord link, string purpose, string? posted) =>
        posted is not null &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(For(link, purpose)), Encoding.UTF8.GetBytes(posted));
}
