using System.Diagnostics;
using LipServerless.Load.Reporting;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Load.Measures;

/// <summary>
/// What the reply page of a draft of two hundred paragraphs costs: from the request to its HTML, then compressing it. Stores are in memory: what
/// is measured is the application's own work, reading and merging rows included.
/// </summary>
internal static class ReplyPageCost
{
    private const double MostMilliseconds = 100;
    private const int MostBytes = 150_000;

    public static async Task RunAsync(Report report, int repetitions)
    {
        using var site = new PublicSite();
        var builder = LongDraft.Round();
        var roundId = await site.StartAsync(builder);
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(2), LongDraft.Answer(builder.Draft));
        await MeasureAsync(report, site, "first visit", await site.LinkAsync(roundId, RoundBuilder.CouncilId(1)), repetitions);
        await MeasureAsync(report, site, "a third answered", await site.LinkAsync(roundId, RoundBuilder.CouncilId(2)), repetitions);
    }

    private static async Task MeasureAsync(Report report, PublicSite site, string what, string token, int repetitions)
    {
        Report.Say($"reply page of {LongDraft.Paragraphs} paragraphs, {what}");
        var (html, brotli, gzip) = (new List<double>(), new List<double>(), new List<double>());
        var page = "";
        var (bytes, packed) = (0L, 0L);
        // The runtime compiles hot code a second time after a while: the first third only warms up.
        for (var run = 0; run < repetitions * 3 / 2; run++)
        {
            var start = Stopwatch.GetTimestamp();
            var result = (PageResult)await ActivatorUtilities.CreateInstance<ShowReplyPage>(site.Services).PageAsync(new DefaultHttpContext().Request, token, default);
            var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            page = result.Html;
            (var br, bytes) = await WriteAsync(result, "br");
            (var gz, packed) = await WriteAsync(result, "gzip");
            if (run < repetitions / 2)
                continue;
            html.Add(taken);
            brotli.Add(br);
            gzip.Add(gz);
        }

        report.Ratio($"{what}: HTML ready, median ms / {MostMilliseconds:F0}", Median(html) / MostMilliseconds, "<= 1", Median(html) <= MostMilliseconds);
        report.Ratio($"{what}: bytes on the wire (Brotli) / {MostBytes}", bytes / (double)MostBytes, "<= 1", bytes <= MostBytes);
        report.Figure($"{what}: HTML ready, median", Median(html), "ms");
        report.Figure($"{what}: HTML ready, nine of ten", html.Order().ElementAt(html.Count * 9 / 10), "ms");
        report.Figure($"{what}: Brotli, median", Median(brotli), "ms");
        report.Figure($"{what}: gzip, median", Median(gzip), "ms");
        report.Figure($"{what}: HTML", System.Text.Encoding.UTF8.GetByteCount(page), "bytes");
        report.Figure($"{what}: Brotli", bytes, "bytes");
        report.Figure($"{what}: gzip", packed, "bytes");
    }

    private static async Task<(double Milliseconds, long Bytes)> WriteAsync(PageResult result, string encoding)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptEncoding = encoding;
        context.Response.Body = Stream.Null;
        var start = Stopwatch.GetTimestamp();
        await result.ExecuteAsync(context);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, context.Response.ContentLength!.Value);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
