using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Checks the ranges that Polly declares on each strategy's options.</summary>
internal sealed class StandardRangesValidator : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        Check(nameof(options.RateLimiter), options.RateLimiter);
        Check(nameof(options.TotalRequestTimeout), options.TotalRequestTimeout);
        Check(nameof(options.Retry), options.Retry);
        Check(nameof(options.CircuitBreaker), options.CircuitBreaker);
        Check(nameof(options.AttemptTimeout), options.AttemptTimeout);
        return result.Build();

        void Check(string strategy, object? values)
        {
            if (values is null)
            {
                result.AddError("A strategy cannot be left out.", strategy);
                return;
            }

            List<ValidationResult> faults = [];
            Validator.TryValidateObject(values, new ValidationContext(values), faults, validateAllProperties: true);
            foreach (ValidationResult fault in faults)
            {
                result.AddError(fault.ErrorMessage ?? "The value is not allowed.", $"{strategy}.{string.Join(',', fault.MemberNames)}");
            }
        }
    }
}
