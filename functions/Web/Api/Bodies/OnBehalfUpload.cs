using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Attachments;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Statements;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Api.Bodies;

/// <summary>
/// An entry on behalf as it is sent: JSON, or a multipart form with the same JSON in field <c>entry</c> and scans of the original in
/// fields <c>scan</c>.
/// </summary>
public sealed class OnBehalfUpload(StoreScans scans, AttachmentLimits limits)
{
    private const int MostJson = 2 * 1024 * 1024;

    /// <summary>The entry, its scans stored and named in its statement; refused with every fault at once.</summary>
    internal async Task<OnBehalfBody> ReadAsync(HttpRequest request, string roundId, string bodyId, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return Checked(await JsonBody.ReadAsync<OnBehalfBody>(request, cancellationToken));
        var form = await PostedForm.ReadAsync(request, limits, cancellationToken);
        if (form.Fields is not { } fields)
            throw new BadHttpRequestException("The form cannot be read.", form.Status);
        if (fields["entry"] is not [{ Length: > 0 and <= MostJson } json])
            throw CommandRefusedException.Invalid("entry", "Der Eintrag fehlt: Feld entry mit JSON, wie ohne Scan.");
        var entry = Checked(JsonBody.Read<OnBehalfBody>(json));
        if (form.FileFaults.Count > 0)
            throw Refused(form.FileFaults);
        var (files, faults) = await scans.ExecuteAsync(roundId, bodyId, [.. form.Files.Select(file => file with { Role = AttachmentRole.Scan })], cancellationToken);
        return faults.Count > 0 ? throw Refused(faults) : entry with { Statement = entry.Statement with { Attachments = files } };
    }

    // What a file is, is found by looking at it: nobody can name one that was not sent.
    private static OnBehalfBody Checked(OnBehalfBody entry) => entry.Statement.Attachments is null
        ? entry
        : throw CommandRefusedException.Invalid("$.statement.attachments", "Dateien bitte als Formular mitsenden: Feld entry mit diesem JSON, Felder scan mit den Dateien.");

    private static CommandRefusedException Refused(IReadOnlyList<AttachmentFault> faults) => new(
        Refusal.Invalid,
        string.Join(' ', faults.Select(Sentence)),
        [.. faults.Select(fault => new SettingsFault("scan", Sentence(fault)))]);

    private static string Sentence(AttachmentFault fault)
    {
        var said = Attaching.FaultOf(fault);
        return TextCatalog.German[said.Key, said.Arguments];
    }
}

/// <summary>The entry as JSON.</summary>
internal sealed record OnBehalfBody
{
    public required Channel Channel { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required StatementContent Statement { get; init; }
}
