using System.Net.Http.Headers;
using System.Text;
using LipServerless.Domain.Tests.Attachments;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>Files over HTTP, on Kestrel and Azurite: what staff scan, and what a body attaches.</summary>
[Collection(Standing.Name)]
public sealed class ScanTests(ApiHost host)
{
    [Fact]
    public async Task Enter_WithAScan_IsStoredWithTheVersionAndReadByStaffOnly()
    {
        var roundId = await host.StartAsync();
        var path = $"api/rounds/{roundId}/bodies/runder-tisch/statements";

        var answer = await PostAsync(path, Entry(), ("Brief vom 2. März.pdf", SampleFiles.Pdf()));
        var again = await PostAsync(path, Entry(), ("Brief vom 2. März.pdf", SampleFiles.Pdf()));

        Assert.Equal(201, answer.Status);
        Assert.Equal(answer.Json["receiptNumber"]!.GetValue<string>(), again.Json["receiptNumber"]!.GetValue<string>());
        var version = Assert.Single((await host.ReadAsync(roundId)).Statements);
        var file = $"{path}/1/files/{Assert.Single(version.Attachments)}";
        var read = await host.GetAsync(file);
        Assert.Equal((200, "application/pdf", Encoding.ASCII.GetString(SampleFiles.Pdf())), (read.Status, read.Type, read.Body));
        Assert.StartsWith("attachment", read.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal(401, (await host.GetAsync(file, host.Anybody)).Status);
        Assert.Equal(404, (await host.GetAsync(file[..^1] + "x")).Status);
        var receipt = await host.GetAsync($"b/{host.Token(roundId, "runder-tisch")}/receipt/1", host.Anybody);
        Assert.Contains("Brief vom 2. März.pdf", receipt.Page.Page.QuerySelector(".files")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Scan des Originals", receipt.Page.Page.QuerySelector(".files .badge")!.TextContent);
    }

    [Fact]
    public async Task Enter_WithWhatIsNoScan_IsRefusedByNameAndStoresNothing()
    {
        var roundId = await host.StartAsync();
        var path = $"api/rounds/{roundId}/bodies/runder-tisch/statements";
        var before = await host.RowsAsync(roundId);

        var answer = (await PostAsync(path, Entry(), ("gut.pdf", SampleFiles.Pdf()), ("seite.html", "<html>"u8.ToArray()))).MustBeProblem(400);
        Assert.Equal(["scan"], answer.Fields);
        Assert.Contains("seite.html", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["entry"], (await PostAsync(path, "", ("gut.pdf", SampleFiles.Pdf()))).MustBeProblem(400).Fields);
        (await PostAsync($"api/rounds/{roundId}/bodies/niemand/statements", Entry(), ("gut.pdf", SampleFiles.Pdf()))).MustBeProblem(404);
        var forged = Entry().Replace("\"transcript\"", "\"attachments\":[{\"hash\":\"aa\",\"name\":\"x.pdf\",\"size\":1,\"type\":\"Pdf\"}],\"transcript\"", StringComparison.Ordinal);
        Assert.Equal(["$.statement.attachments"], (await host.PostJsonAsync(path, forged)).MustBeProblem(400).Fields);
        Assert.Equal(before, await host.RowsAsync(roundId));
    }

    [Fact]
    public async Task Attach_OnKestrel_BeyondItsUsualLimit_IsRefusedInWordsAndKeepsTheText()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        using var form = new MultipartFormDataContent();
        foreach (var (name, text) in new Dictionary<string, string>(visit.Fields) { ["overall"] = "Nicht verlieren", ["action"] = "attach" })
            form.Add(new StringContent(text), name);
        form.Add(new ByteArrayContent(new byte[40 * 1024 * 1024]), "anhang", "riesig.pdf");
        form.Add(new ByteArrayContent(SampleFiles.Pdf()), "anhang", "gut.pdf");

        using var response = await host.Anybody.PostAsync($"b/{visit.Token}", form);
        var page = await ApiAnswer.OfAsync(response);

        Assert.Equal(200, page.Status);
        Assert.Contains("„riesig.pdf“ ist größer als 10 MB", page.Page.Words, StringComparison.Ordinal);
        Assert.Equal("Nicht verlieren", page.Page.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal("gut.pdf", page.Page.Page.QuerySelector("#anhaenge .files a")!.TextContent);
        var file = await host.GetAsync(page.Page.Page.QuerySelector("#anhaenge .files a")!.GetAttribute("href")!, host.Anybody);
        Assert.Equal((200, "application/pdf"), (file.Status, file.Type));
        Assert.Contains("sandbox", file.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    private string Entry() => $$$"""{"channel":"Post","receivedOn":"{{{host.Day(0)}}}","statement":{"transcript":"Unser Brief"}}""";

    private async Task<ApiAnswer> PostAsync(string path, string entry, params (string Name, byte[] Content)[] scans)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(entry), "entry");
        foreach (var (name, content) in scans)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "scan", FileNameStar = name };
            form.Add(part);
        }

        using var response = await host.Staff.PostAsync(path, form);
        return await ApiAnswer.OfAsync(response);
    }
}
