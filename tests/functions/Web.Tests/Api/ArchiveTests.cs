using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>Archives over HTTP: saved, read by people, and a round that is moved answers nobody any more.</summary>
[Collection(Standing.Name)]
public sealed class ArchiveTests(ApiHost host)
{
    private const string Council = "beirat-mitte";

    [Fact]
    public async Task Export_Archive_IsAZipThatPeopleRead()
    {
        var round = await host.StartAsync();

        using var response = await host.Staff.GetAsync($"api/rounds/{round}/export");

        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"archiv-{round}.zip", response.Content.Headers.ContentDisposition?.FileNameStar);
        var entries = Entries(await response.Content.ReadAsByteArrayAsync());
        Assert.Contains("Integrationsbeirat Mitte", entries["index.html"], StringComparison.Ordinal);
        Assert.Contains("Integrationsbeirat Mitte", entries["INDEX.txt"], StringComparison.Ordinal);
        Assert.Contains("Alle Kinder lernen gemeinsam", entries["lesen/entwurf.html"], StringComparison.Ordinal);
        Assert.Contains("round-started", entries["lesen/protokoll.html"], StringComparison.Ordinal);
        Assert.Equal(ApiHost.SampleDraft, entries["lesen/entwurf/entwurf.md"]);
        Assert.Contains($"lesen/stellungnahmen/{Council}.html", entries.Keys);
        Assert.All(entries.Where(entry => entry.Key.EndsWith(".html", StringComparison.Ordinal)), page =>
        {
            Assert.DoesNotContain("<script", page.Value, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("http", page.Value.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.All(LinksIn(page.Key, page.Value), link => Assert.Contains(link, entries.Keys));
        });
    }

    [Theory]
    [InlineData("move", 409)]
    [InlineData("everything", 400)]
    public async Task Export_OfAnotherKind_IsRefused(string kind, int status)
    {
        var round = await host.StartAsync();

        Assert.Equal(status, (await host.GetAsync($"api/rounds/{round}/export?for={kind}")).Status);
    }

    [Fact]
    public async Task Export_NoSuchRound_IsNotFound() => Assert.Equal(404, (await host.GetAsync("api/rounds/lip-0-r1/export")).Status);

    [Fact]
    public async Task Move_Round_ItsLinksSayWhereItIsAndNothingChangesAnyMore()
    {
        var round = await host.StartAsync();
        var token = host.Token(round, Council);
        Assert.Equal(200, (await host.GetAsync($"b/{token}", host.Anybody)).Status);

        Assert.Equal(204, (await host.PostAsync($"api/rounds/{round}/move", new { reason = "Umzug", newAddress = "https://neu.example.org/lip" })).Status);

        var page = await host.GetAsync($"b/{token}", host.Anybody);
        Assert.Equal(410, page.Status);
        Assert.Contains($"https://neu.example.org/lip/b/{token}", page.Body, StringComparison.Ordinal);
        Assert.Contains("zieht gerade um", page.Body, StringComparison.Ordinal);
        Assert.Contains("https://neu.example.org/lip/s/", (await host.GetAsync($"s/{host.Token(round, "lenkungsgruppe", LinkKind.Steering)}", host.Anybody)).Body, StringComparison.Ordinal);
        Assert.Equal(409, (await host.PostAsync($"api/rounds/{round}/close", new { reason = "Schluss" })).Status);
        var before = await host.RowsAsync(round);
        await host.PostAsync("api/ops/reconcile", new { });
        Assert.Equal(before, await host.RowsAsync(round));
    }

    [Fact]
    public async Task Move_WhileSomebodyTypes_ShowsTheTextBack()
    {
        var round = await host.StartAsync();
        var token = host.Token(round, Council);
        await host.PostAsync($"api/rounds/{round}/move", new { reason = "Umzug" });

        using var form = new FormUrlEncodedContent([new("action", "submit"), new("overall", "Unser langer Text")]);
        using var response = await host.Anybody.PostAsync($"b/{token}", form);

        Assert.Equal(410, (int)response.StatusCode);
        Assert.Contains("Unser langer Text", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhereItCameFrom_IsRefusedUntilItStaysAfterAll()
    {
        var round = await host.StartAsync();
        await host.PostAsync($"api/rounds/{round}/move", new { reason = "Umzug" });
        var zip = await host.Staff.GetByteArrayAsync($"api/rounds/{round}/export?for=move");

        var refused = await ImportAsync(zip);
        Assert.Equal(409, refused.Status);
        Assert.Contains("stammt von hier", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);

        Assert.Equal(204, (await host.PostAsync($"api/rounds/{round}/stay", new { reason = "Doch nicht" })).Status);
        Assert.Equal(200, (await host.GetAsync($"b/{host.Token(round, Council)}", host.Anybody)).Status);
        Assert.True((await host.ReadAsync(round)).Round.Generation > 2);
    }

    [Fact]
    public async Task Import_NoArchive_IsRefusedWithASentence()
    {
        Assert.Equal(400, (await ImportAsync("kein ZIP"u8.ToArray())).Status);
        Assert.Equal(400, (await ImportAsync([], "text/plain")).Status);
    }

    [Fact]
    public async Task Import_TooLarge_Is413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rounds/import") { Content = new ByteArrayContent(new byte[1024]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        request.Content.Headers.ContentLength = 101L * 1024 * 1024;
        request.Headers.ExpectContinue = true;

        using var response = await host.Staff.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(413, (int)response.StatusCode);
    }

    private async Task<ApiAnswer> ImportAsync(byte[] zip, string type = "application/zip")
    {
        using var content = new ByteArrayContent(zip);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await host.Staff.PostAsync("api/rounds/import", content);
        return await ApiAnswer.OfAsync(response);
    }

    private static Dictionary<string, string> Entries(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                return reader.ReadToEnd();
            },
            StringComparer.Ordinal);
    }

    // As a browser follows them from where the page was unpacked.
    private static IEnumerable<string> LinksIn(string path, string html) => System.Text.RegularExpressions.Regex.Matches(html, "href=\"([^\"#]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5))
        .Select(match => Uri.UnescapeDataString(new Uri(new Uri("https://archiv.invalid/" + path), System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)).AbsolutePath[1..]));
}
