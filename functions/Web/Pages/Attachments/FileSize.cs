using LipServerless.Domain.Attachments;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>Sizes in words.</summary>
public static class FileSize
{
    /// <summary>"340 KB", "1,2 MB": in the reader's number format, never 0.</summary>
    public static string Of(long bytes, PageTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return bytes < AttachmentLimits.Megabyte
            ? string.Create(texts.Culture, $"{Math.Max(1, (bytes + 512) / 1024)} KB")
            : string.Create(texts.Culture, $"{bytes / (double)AttachmentLimits.Megabyte:0.#} MB");
    }
}
