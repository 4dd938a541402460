namespace Microsoft.IdentityModel.Tokens;

/// <summary>What a token must fulfil.</summary>
public class TokenValidationParameters
{
    /// <summary>How long a token may be, unless a handler says otherwise.</summary>
    public const int DefaultMaximumTokenSizeInBytes = 1024 * 250;

    /// <summary>By how much clocks may differ, unless said otherwise.</summary>
    public static readonly TimeSpan DefaultClockSkew = TimeSpan.FromSeconds(300);

    private TimeSpan clockSkew = DefaultClockSkew;

    /// <summary>By how much clocks may differ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan ClockSkew
    {
        get => clockSkew;
        set => clockSkew = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>Keys that may have signed.</summary>
    public IEnumerable<SecurityKey>? IssuerSigningKeys { get; set; }

    /// <summary>Decides about the lifetime instead of the clock.</summary>
    public LifetimeValidator? LifetimeValidator { get; set; }

    /// <summary>Whether a token must end.</summary>
    public bool RequireExpirationTime { get; set; } = true;

    /// <summary>Whether keys of other names are tried where none has the name that the token gives.</summary>
    public bool TryAllIssuerSigningKeys { get; set; } = true;

    /// <summary>Algorithms that are taken; null: all that are known.</summary>
    public IEnumerable<string>? ValidAlgorithms { get; set; }

    /// <summary>For whom a token may be made out.</summary>
    public IEnumerable<string>? ValidAudiences { get; set; }

    /// <summary>Who may make it out.</summary>
    public IEnumerable<string>? ValidIssuers { get; set; }
}
