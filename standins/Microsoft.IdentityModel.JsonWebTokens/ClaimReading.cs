using System.Security.Claims;
using System.Text.Json;

namespace Microsoft.IdentityModel.JsonWebTokens;

/// <summary>Makes claims from members of a token's payload.</summary>
internal static class ClaimReading
{
    /// <summary>The claims of a member: one for each entry of a list.</summary>
    public static IEnumerable<Claim> Of(JsonProperty member, string issuer) => member.Value.ValueKind == JsonValueKind.Array
        ? member.Value.EnumerateArray().Select(entry => Of(member.Name, entry, issuer))
        : [Of(member.Name, member.Value, issuer)];

    private static Claim Of(string name, JsonElement value, string issuer)
    {
        var (text, type) = value.ValueKind switch
        {
            JsonValueKind.String => (value.GetString()!, ClaimValueTypes.String),
            JsonValueKind.True => ("true", ClaimValueTypes.Boolean),
            JsonValueKind.False => ("false", ClaimValueTypes.Boolean),
            JsonValueKind.Number when value.TryGetInt64(out _) => (value.GetRawText(), ClaimValueTypes.Integer64),
            JsonValueKind.Number => (value.GetRawText(), ClaimValueTypes.Double),
            JsonValueKind.Null => ("", "JSON_NULL"),
            _ => (value.GetRawText(), "JSON"),
        };
        return new Claim(name, text, type, issuer);
    }
}
