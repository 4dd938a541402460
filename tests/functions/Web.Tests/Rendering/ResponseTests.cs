using System.IO.Compression;
using System.Text;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Rendering;

public sealed class ResponseTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip;q=0.1", "gzip")]
    [InlineData("*", "br")]
    [InlineData("*;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("deflate", null)]
    [InlineData("", null)]
    [InlineData("nonsense;;;", null)]
    public void Choose_AcceptEncoding_IsFollowed(string accept, string? expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptEncoding = accept;

        Assert.Equal(expected, Compression.Choose(request));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_Compressed_IsTheSamePage(string encoding)
    {
        var html = "<!DOCTYPE html>" + string.Concat(Enumerable.Repeat("<p>Größe zählt</p>", 500));
        var context = new DefaultHttpContext();
        context.Request.Headers.AcceptEncoding = encoding;
        context.Response.Body = new MemoryStream();

        await new PageResult(html).ExecuteAsync(context);

        var bytes = ((MemoryStream)context.Response.Body).ToArray();
        Assert.Equal(bytes.Length, context.Response.ContentLength);
        Assert.True(bytes.Length < html.Length / 10);
        Assert.Equal(encoding, context.Response.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", context.Response.Headers.Vary.ToString(), StringComparison.Ordinal);
        await using Stream unpacked = encoding == "br"
            ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        Assert.Equal(html, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Asset_ByItsHash_IsCachedForEver()
    {
        var file = site.Services.GetRequiredService<SiteAssets>().FileOf("site.css");

        var answer = await site.GetAsync($"assets/{file}");

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/css; charset=utf-8", answer.Headers.ContentType);
        Assert.Contains("immutable", answer.Headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.XContentTypeOptions);
    }

    [Theory]
    [InlineData("site.css")]
    [InlineData("site.0000000000000000.css")]
    [InlineData("..%2Fsite.css")]
    public async Task Asset_OtherName_Is404(string file) => Assert.Equal(404, (await site.GetAsync($"assets/{file}")).Status);

    [Fact]
    public void Style_LoadsNothingFromElsewhere()
    {
        var assets = site.Services.GetRequiredService<SiteAssets>();
        foreach (var name in (string[])["site.css", "site.js"])
        {
            var text = Encoding.UTF8.GetString(assets.Find(assets.FileOf(name))!.Content);
            Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SitePaths_BaseUrlWithAPath_KeepIt()
    {
        var paths = new SitePaths(new Activities.Ports.PublicAddresses(new Uri("https://example.org/lip/")), new SiteAssets());

        Assert.Equal("/lip/b/token", paths.Of("b/token"));
        Assert.StartsWith("/lip/assets/site.", paths.Asset("site.css"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br", false)]
    [InlineData("gzip", false)]
    [InlineData("br", true)]
    [InlineData("gzip", true)]
    public async Task Page_TwoHundredParagraphs_IsBelow150KilobytesOnTheWire(string encoding, bool isAnswered)
    {
        var builder = LongDraft.Round();
        var roundId = await site.StartAsync(builder);
        if (isAnswered)
            await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), LongDraft.Answer(builder.Draft));
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}", request => request.Headers.AcceptEncoding = encoding);

        Assert.InRange(answer.Headers.ContentLength!.Value, 30_000, 150_000);
    }
}
