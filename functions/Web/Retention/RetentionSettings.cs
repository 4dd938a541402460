using System.Globalization;
using LipServerless.Domain.Retention;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Retention;

/// <summary>
/// Reads how long data is kept, in days: <c>Lip:Retention:InstancesDays</c>, <c>Lip:Retention:MailsDays</c>, <c>Lip:Retention:ContactsDays</c>,
/// <c>Lip:Retention:LinksDays</c>, <c>Lip:Retention:AttachmentsDays</c>, <c>Lip:Retention:StatementsDays</c>, <c>Lip:Retention:LogDetailsDays</c>,
/// <c>Lip:Retention:RoundsDays</c>, <c>Lip:Retention:MovedDays</c>. Bounds and defaults: <see cref="RetentionRules"/>.
/// </summary>
internal static class RetentionSettings
{
    /// <exception cref="InvalidOperationException">A setting is no number, or outside of its rule's bounds.</exception>
    public static RetentionPeriods Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var days = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var rule in RetentionRules.All.Where(rule => rule.CanBeSet))
        {
            if (configuration[rule.Setting] is not { Length: > 0 } text)
                continue;
            days[rule.Id] = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && rule.Allows(number)
                ? number
                : throw new InvalidOperationException($"Setting {RetentionPeriods.Bounds(rule)}");
        }

        try
        {
            return new RetentionPeriods(days);
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"Setting {e.Message}", e);
        }
    }
}
