using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LipServerless.Web.Archives;

/// <summary>An archive as it is sent, kept in a temporary file: a ZIP file is read from its end, so it must be there whole.</summary>
internal static class ArchiveUpload
{
    private const string MediaType = "application/zip";
    private const int Piece = 81_920;

    /// <summary>Receives it; the file goes when the stream is closed.</summary>
    /// <exception cref="CommandRefusedException">It is of another kind.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than <see cref="ArchiveLimits.UploadBytes"/>.</exception>
    public static async Task<Stream> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!string.Equals(request.ContentType?.Split(';')[0].Trim(), MediaType, StringComparison.OrdinalIgnoreCase))
            throw CommandRefusedException.Invalid("archive", $"Das Archiv bitte als Inhalt der Anfrage senden, mit Content-Type: {MediaType}.");
        if (request.ContentLength > ArchiveLimits.UploadBytes)
            throw TooLarge();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } largest)
            largest.MaxRequestBodySize = ArchiveLimits.UploadBytes;

        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"lip-archive-{Guid.NewGuid():N}"), options);
        try
        {
            var piece = new byte[Piece];
            for (int read; (read = await request.Body.ReadAsync(piece, cancellationToken)) > 0;)
            {
                if (file.Length + read > ArchiveLimits.UploadBytes)
                    throw TooLarge();
                await file.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static BadHttpRequestException TooLarge() => new("The archive is too large.", StatusCodes.Status413PayloadTooLarge);
}
