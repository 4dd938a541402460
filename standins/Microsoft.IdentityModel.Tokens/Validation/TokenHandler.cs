namespace Microsoft.IdentityModel.Tokens;

/// <summary>Reads and checks tokens of one form.</summary>
public abstract class TokenHandler
{
    private int maximumTokenSizeInBytes = TokenValidationParameters.DefaultMaximumTokenSizeInBytes;

    /// <summary>How long a token may be, in characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below one.</exception>
    public virtual int MaximumTokenSizeInBytes
    {
        get => maximumTokenSizeInBytes;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            maximumTokenSizeInBytes = value;
        }
    }

    /// <summary>Checks a token; never throws because of what it holds.</summary>
    public virtual Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        throw new NotImplementedException($"{GetType().FullName} checks no tokens.");
}
