using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Web.Rendering;
using LipServerless.Web.Synopses;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Archives.Reading;

/// <summary>Writes an archive's pages with the components of the site: German, one style sheet beside them, no script, no address of ours.</summary>
public sealed class RazorArchivePages(PageRenderer renderer, SitePaths paths, SiteAssets assets) : IArchivePages
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private PageScope Scope => new(TextCatalog.German, paths);

    /// <inheritdoc />
    public async IAsyncEnumerable<ArchivePage> WriteAsync(ArchiveSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        yield return new(ReadingPaths.Style, assets.Find(assets.FileOf("site.css"))!.Content);
        yield return await PageAsync<ArchiveDraftPage>(ReadingPaths.Draft, subject);
        foreach (var body in subject.Round.Bodies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await PageAsync<ArchiveBodyPage>(ReadingPaths.OfBody(body.BodyId), new ArchiveBodyModel(subject, body));
        }

        yield return await PageAsync<ArchiveLogPage>(ReadingPaths.Log, subject);
        if (subject.Synopsis is { } synopsis)
        {
            yield return await PageAsync<ArchiveSynopsisPage>(ReadingPaths.Synopsis, subject);
            yield return new(ReadingPaths.SynopsisCsv, SynopsisCsv.Write(synopsis));
            yield return new(ReadingPaths.SynopsisJson, JsonSerializer.SerializeToUtf8Bytes(synopsis, Json));
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ArchivePage>> IndexAsync(ArchiveSubject subject, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return
        [
            await PageAsync<ArchiveIndexPage>(ReadingPaths.Index, new ArchiveIndexModel(subject, entries)),
            new(ReadingPaths.PlainIndex, Encoding.UTF8.GetBytes(PlainIndex.Write(subject, entries, TextCatalog.German))),
        ];
    }

    private async Task<ArchivePage> PageAsync<TPage>(string path, object model)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(path, Encoding.UTF8.GetBytes(await renderer.RenderAsync<TPage>(Scope, model)));
}
