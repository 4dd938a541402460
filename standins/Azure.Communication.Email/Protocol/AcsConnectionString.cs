#nullable enable
namespace Azure.Communication.Email.Protocol;

/// <summary><c>endpoint=https://…/;accesskey=…</c>, in any order and case; further pairs are allowed and ignored.</summary>
internal sealed record AcsConnectionString(Uri Endpoint, string AccessKey)
{
    /// <exception cref="InvalidOperationException">A pair is malformed or doubled, or one of the two is missing. The key is never named.</exception>
    public static AcsConnectionString Parse(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var segment in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Base64 ends in '=': only the first one separates.
            var at = segment.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new InvalidOperationException("The connection string holds a segment that is not of the form keyword=value.");
            var keyword = segment[..at].Trim();
            var value = segment[(at + 1)..].Trim();
            if (value.Length == 0) throw new InvalidOperationException($"The connection string has no value for '{keyword}'.");
            if (!pairs.TryAdd(keyword, value)) throw new InvalidOperationException($"The connection string has '{keyword}' twice.");
        }

        return new AcsConnectionString(new Uri(Required("endpoint")), Required("accesskey"));

        string Required(string keyword) =>
            pairs.TryGetValue(keyword, out var value) ? value : throw new InvalidOperationException($"The connection string lacks '{keyword}'.");
    }
}
