using System.Globalization;
using LipServerless.Domain.Attachments;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>Reads how much may be attached.</summary>
public static class AttachmentSettings
{
    // The Functions host refuses larger requests by itself; a form with texts goes with the files.
    private const int MostMegabytes = 90;
    private const int MostFiles = 50;

    /// <summary>
    /// <c>Lip:Attachments:MaxFileMegabytes</c> (10), <c>Lip:Attachments:MaxFiles</c> (10) and <c>Lip:Attachments:MaxTotalMegabytes</c> (30).
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is no number, or outside of what is possible.</exception>
    public static AttachmentLimits Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var otherwise = new AttachmentLimits();
        var total = Number("Lip:Attachments:MaxTotalMegabytes", otherwise.MaxTotalBytes / AttachmentLimits.Megabyte, MostMegabytes);
        var file = Number("Lip:Attachments:MaxFileMegabytes", Math.Min(total, otherwise.MaxFileBytes / AttachmentLimits.Megabyte), total);
        return new AttachmentLimits
        {
            MaxTotalBytes = total * AttachmentLimits.Megabyte,
            MaxFileBytes = file * AttachmentLimits.Megabyte,
            MaxFiles = (int)Number("Lip:Attachments:MaxFiles", otherwise.MaxFiles, MostFiles),
        };

        long Number(string name, long without, long most)
        {
            if (configuration[name] is not { Length: > 0 } text)
                return without;
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
                ? number
                : throw new InvalidOperationException($"Setting {name} must be a whole number from 1 to {most}.");
        }
    }
}
