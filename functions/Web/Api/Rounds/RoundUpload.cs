using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Api.Rounds;

/// <summary>A draft file and settings, as a multipart form: fields <c>draft</c> (file) and <c>settings</c> (JSON, as file or text).</summary>
internal sealed record RoundUpload(byte[] File, string FileName, byte[] Settings)
{
    private const int MostSettingsBytes = 1024 * 1024;

    /// <summary>Reads the form, or answers the problem that hinders it.</summary>
    public static async Task<(RoundUpload? Upload, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return (null, Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "Form der Anfrage", "Bitte als multipart/form-data senden: Feld draft (Datei) und Feld settings (JSON).",
                [new("draft", "Die Datei fehlt."), new("settings", "Die Einstellungen fehlen.")]));
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception e) when (IsTooLarge(e))
        {
            return (null, Problems.Of(StatusCodes.Status413PayloadTooLarge, "Anfrage zu groß", "Die Anfrage ist zu groß.", [new("draft", "Die Datei ist zu groß.")]));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return (null, Problems.Of(
                StatusCodes.Status400BadRequest, "Form der Anfrage", "Die Anfrage ist kein gültiges multipart/form-data oder brach ab.",
                [new("draft", "Die Datei ist nicht lesbar.")]));
        }

        var faults = new List<SettingsFault>();
        var draft = form.Files.GetFile("draft");
        if (draft is null)
            faults.Add(new("draft", "Die Datei mit dem Entwurf fehlt: Feld draft mit Markdown (.md) oder Text (.txt)."));
        var settings = await SettingsOf(form, cancellationToken);
        if (settings is null)
            faults.Add(new("settings", "Die Einstellungen fehlen: Feld settings mit JSON."));
        else if (settings.Length > MostSettingsBytes)
            faults.Add(new("settings", "Die Einstellungen sind größer als 1 MiB."));
        if (faults.Count > 0)
            return (null, Problems.Invalid(faults));
        if (draft!.Length > DraftLimits.Default.MaxBytes)
            return (null, DraftProblems.Of([new(DraftFaultCode.TooLarge, $"Der Entwurf ist größer als {DraftLimits.Default.MaxBytes / 1024} KiB: bitte kürzen oder teilen.")]));
        return (new(await BytesOf(draft, cancellationToken), Path.GetFileName(draft.FileName), settings!), null);
    }

    // The form reader says of a limit and of a broken form by the same type.
    private static bool IsTooLarge(Exception exception) => exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
        || (exception is InvalidDataException && exception.Message.Contains("limit", StringComparison.Ordinal));

    private static async Task<byte[]?> SettingsOf(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files.GetFile("settings") is { } file)
            return file.Length > MostSettingsBytes ? new byte[MostSettingsBytes + 1] : await BytesOf(file, cancellationToken);
        return form["settings"] is [{ } text] ? System.Text.Encoding.UTF8.GetBytes(text) : null;
    }

    private static async Task<byte[]> BytesOf(IFormFile file, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
