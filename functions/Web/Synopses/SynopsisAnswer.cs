using System.Text.Json;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Synopses;
using LipServerless.Web.Api;
using LipServerless.Web.Pages;
using LipServerless.Web.Pages.Drafts;
using LipServerless.Web.Rendering;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Synopses;

/// <summary>The frozen synopsis as HTML, CSV or JSON, for API and dashboard.</summary>
public sealed class SynopsisAnswer(IRoundStore store, RoundDocuments documents, PageRenderer renderer, SitePaths paths)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer; refused until the collection has closed, or for an unknown format.</summary>
    public async Task<IResult> AsAsync(string roundId, string? format, CancellationToken cancellationToken)
    {
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var synopsis = await documents.SynopsisAsync(round.Round, cancellationToken)
            ?? throw new CommandRefusedException(Refusal.Conflict, "Die Synopse entsteht, wenn die Sammlung schließt.");
        return (format ?? "html").ToLowerInvariant() switch
        {
            "html" => await PageAsync(round, synopsis, cancellationToken),
            "csv" => new DownloadResult(SynopsisCsv.Write(synopsis), "text/csv; charset=utf-8", $"synopse-{roundId}.csv"),
            "json" => Results.Text(JsonSerializer.Serialize(synopsis, Json), "application/json; charset=utf-8"),
            _ => Problems.Invalid("format", "Es gibt die Synopse als html, csv oder json."),
        };
    }

    private async Task<PageResult> PageAsync(RoundView round, Synopsis synopsis, CancellationToken cancellationToken)
    {
        var draft = await documents.DraftAsync(round.Round, cancellationToken);
        var model = new SynopsisPageModel(synopsis, round.Round.Settings.TimeZone, PlacedInstructions.Of(round.Decision, round.Round.Number, draft));
        return new PageResult(await renderer.RenderAsync<SynopsisPage>(new PageScope(TextCatalog.German, paths), model));
    }
}

/// <summary>What the synopsis page shows.</summary>
/// <param name="Synopsis">The frozen synopsis.</param>
/// <param name="Zone">Zone for instants.</param>
/// <param name="Instructions">After a return: its instructions, at their paragraphs.</param>
public sealed record SynopsisPageModel(Synopsis Synopsis, string Zone, PlacedInstructions Instructions);
