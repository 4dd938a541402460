using System.Globalization;
using LipServerless.Domain.Settings;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Staff;

/// <summary>The office's usual sending hours: what a round takes that names none itself.</summary>
internal static class OfficeHours
{
    /// <summary>Reads <c>Lip:SendingHours:From</c>, <c>Lip:SendingHours:Until</c> (local times of day) and <c>Lip:SendingHours:AtAnyTime</c>.</summary>
    /// <exception cref="InvalidOperationException">A value cannot be read, or the hours end before they begin.</exception>
    public static SendingHours Read(IConfiguration configuration)
    {
        var usual = new SendingHours();
        var hours = usual with
        {
            From = Time(configuration, "Lip:SendingHours:From") ?? usual.From,
            Until = Time(configuration, "Lip:SendingHours:Until") ?? usual.Until,
            AtAnyTime = Flag(configuration, "Lip:SendingHours:AtAnyTime"),
        };
        return hours.From < hours.Until
            ? hours
            : throw new InvalidOperationException("Setting Lip:SendingHours:Until must be later than Lip:SendingHours:From.");
    }

    private static TimeOnly? Time(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text when TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
        _ => throw new InvalidOperationException($"Setting {name} must be a time of day such as 08:00."),
    };

    private static bool Flag(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw new InvalidOperationException($"Setting {name} must be true or false."),
    };
}
