using System.Text;
using LipServerless.Activities.Commands.Attachments;
using LipServerless.Domain.Attachments;
using LipServerless.Web.Pages.Reply;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LipServerless.Web.Pages.Attachments;

/// <summary>
/// Reads a form with files. Limits hold while it is read: what is too much of a file is read on and kept nowhere, so that texts and other
/// files of the same form are not lost with it. (ReadFormAsync would refuse the form as a whole and could not say which file it was.)
/// </summary>
public static class MultipartForm
{
    /// <summary>Largest request that is read at all: more the Functions host does not let through.</summary>
    public const long LargestRequest = 100 * AttachmentLimits.Megabyte;

    private const int MostSections = 20_000;
    private const int LongestName = 200;
    private const int LongestBoundary = 100;
    private const int Portion = 64 * 1024;

    /// <summary>Reads the form of a request; texts may have <paramref name="mostText"/> bytes together.</summary>
    public static async Task<PostedForm> ReadAsync(HttpRequest request, AttachmentLimits limits, int mostText, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        if (request.ContentLength > LargestRequest)
            return PostedForm.Unreadable(StatusCodes.Status413PayloadTooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } largest)
            largest.MaxRequestBodySize = LargestRequest;
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            return PostedForm.Unreadable(StatusCodes.Status400BadRequest);
        try
        {
            return await new Reading(limits, mostText).RunAsync(new MultipartReader(boundary, request.Body), cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            return PostedForm.Unreadable(e.StatusCode);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return PostedForm.Unreadable(StatusCodes.Status400BadRequest);
        }
    }

    private sealed class Reading(AttachmentLimits limits, int mostText)
    {
        private readonly Dictionary<string, StringValues> fields = new(StringComparer.Ordinal);
        private readonly List<SentFile> files = [];
        private readonly List<AttachmentFault> faults = [];
        private readonly byte[] portion = new byte[Portion];
        private long kept;
        private int text;

        public async Task<PostedForm> RunAsync(MultipartReader reader, CancellationToken cancellationToken)
        {
            var sections = 0;
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (++sections > MostSections)
                    return PostedForm.Unreadable(StatusCodes.Status413PayloadTooLarge);
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                if (disposition.IsFileDisposition())
                    await ReadFileAsync(section.Body, disposition, cancellationToken);
                else if (disposition.IsFormDisposition() && !await ReadTextAsync(section.Body, disposition, cancellationToken))
                    return PostedForm.Unreadable(StatusCodes.Status413PayloadTooLarge);
            }

            return new PostedForm(new FormCollection(fields), StatusCodes.Status200OK) { Files = files, FileFaults = faults };
        }

        private async Task<bool> ReadTextAsync(Stream body, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
        {
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            var bytes = await ReadAsync(body, mostText - text, cancellationToken);
            if (bytes is null || name.Length > LongestName)
                return false;
            text += bytes.Length + name.Length;
            fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), Encoding.UTF8.GetString(bytes));
            return true;
        }

        private async Task ReadFileAsync(Stream body, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
        {
            var sent = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
            var name = HeaderUtilities.RemoveQuotes(sent).ToString();
            var role = HeaderUtilities.RemoveQuotes(disposition.Name).Equals(FieldNames.Minutes) ? AttachmentRole.Minutes : AttachmentRole.Annex;
            if (files.Count >= limits.MaxFiles)
            {
                await ReadAsync(body, 0, cancellationToken);
                faults.Add(new(AttachmentFaultCode.TooMany, FileName.Clean(name), limits.MaxFiles));
                return;
            }

            var room = limits.MaxTotalBytes - kept;
            if (await ReadAsync(body, Math.Min(limits.MaxFileBytes, room), cancellationToken) is { } bytes)
            {
                // Where no file was chosen, browsers send one without name and bytes.
                if (name.Length > 0 || bytes.Length > 0)
                    files.Add(new SentFile(name, bytes, role));
                kept += bytes.Length;
                return;
            }

            faults.Add(room < limits.MaxFileBytes
                ? new(AttachmentFaultCode.TotalTooLarge, FileName.Clean(name), limits.MaxTotalBytes / AttachmentLimits.Megabyte)
                : new(AttachmentFaultCode.TooLarge, FileName.Clean(name), limits.MaxFileBytes / AttachmentLimits.Megabyte));
        }

        // Null where there is more than that; it is read to its end all the same.
        private async Task<byte[]?> ReadAsync(Stream body, long most, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream();
            var length = 0L;
            for (int read; (read = await body.ReadAsync(portion, cancellationToken)) > 0;)
            {
                length += read;
                if (length <= most)
                    bytes.Write(portion, 0, read);
                else
                    bytes.SetLength(0);
            }

            return length <= most ? bytes.ToArray() : null;
        }
    }
}
