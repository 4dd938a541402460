using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>
/// Checks a request signed with the access key. The names of the signed headers are taken from the request: the .NET client signs
/// <c>Date</c>, the documentation and other clients <c>x-ms-date</c>.
/// </summary>
internal sealed class RequestSignature(byte[] key, TimeProvider clock)
{
    /// <summary>How far the request's date may lie from the system's clock, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    private const string Scheme = "HMAC-SHA256 ";
    private const string ContentHashHeader = "x-ms-content-sha256";

    /// <summary>Says what is wrong with the signature; null if nothing is.</summary>
    /// <param name="method">GET, POST …</param>
    /// <param name="pathAndQuery">As it stands in the request line.</param>
    /// <param name="header">A header's value by its name, null if it is missing or empty.</param>
    /// <param name="body">The whole body.</param>
    public AcsError? Check(string method, string pathAndQuery, Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        if (header("Authorization") is not { } authorization) return Denied("The request is not signed.");
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return Denied("Only HMAC-SHA256 signatures are accepted here.");

        var parts = authorization[Scheme.Length..].Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .ToLookup(p => p[0].Trim(), p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        if (parts["SignedHeaders"].SingleOrDefault() is not { Length: > 0 } signed || parts["Signature"].SingleOrDefault() is not { Length: > 0 } signature)
            return Denied("The authorization header lacks SignedHeaders or Signature.");

        var names = signed.Split(';');
        var dateName = names.FirstOrDefault(n => Is(n, "x-ms-date")) ?? names.FirstOrDefault(n => Is(n, "date"));
        if (dateName is null || !names.Any(n => Is(n, "host")) || !names.Any(n => Is(n, ContentHashHeader)))
            return Denied("The date, the host and the content hash must be signed.");

        var values = names.Select(header).ToArray();
        if (Array.IndexOf(values, null) is var missing and >= 0) return Denied($"The signed header '{names[missing]}' is missing.");

        if (!DateTimeOffset.TryParseExact(header(dateName), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return Denied("The request's date is malformed.");
        if ((clock.GetUtcNow() - date).Duration() > Tolerance) return Denied("The request's date lies too far from the server's.");

        if (header(ContentHashHeader) != Convert.ToBase64String(SHA256.HashData(body))) return Denied("The content hash does not fit the body.");

        var expected = Compute(method, pathAndQuery, string.Join(';', values), key);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(signature))
            ? null
            : Denied("The signature does not fit the request.");
    }

    /// <summary>The signature over method, path with query, and the values of the signed headers joined by semicolons.</summary>
    internal static string Compute(string method, string pathAndQuery, string headerValues, byte[] key) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{method}\n{pathAndQuery}\n{headerValues}")));

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static AcsError Denied(string why) => new(401, "Denied", why);
}
