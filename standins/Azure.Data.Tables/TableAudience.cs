namespace Azure.Data.Tables;

/// <summary>The cloud whose tokens are asked for; a value of one's own is the audience's address.</summary>
public readonly struct TableAudience : IEquatable<TableAudience>
{
    private readonly string value;

    public TableAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    public static TableAudience AzurePublicCloud { get; } = new("AzurePublic");

    public static TableAudience AzureGovernment { get; } = new("AzureGov");

    public static TableAudience AzureChina { get; } = new("AzureChina");

    public static implicit operator TableAudience(string value) => new(value);

    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);

    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);

    public bool Equals(TableAudience other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object obj) => obj is TableAudience other && Equals(other);

    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    public override string ToString() => value;

    internal string Scope
    {
        get
        {
            var audience = value switch
            {
                null or "AzurePublic" => "https://storage.azure.com",
                "AzureGov" => "https://storage.azure.us",
                "AzureChina" => "https://storage.azure.cn",
                _ => value,
            };
            return audience.EndsWith("/.default", StringComparison.OrdinalIgnoreCase) ? audience : audience.TrimEnd('/') + "/.default";
        }
    }
}
