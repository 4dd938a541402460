using System.Net.Http.Headers;
using System.Text;
using LipServerless.Domain.Drafts;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

[Collection(Standing.Name)]
public sealed class DraftFaultTests(ApiHost host)
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(ApiHost.SampleDraft);

    public static TheoryData<string, string, byte[], int> Faulty => new()
    {
        { "leer", "entwurf.md", [], 400 },
        { "nur Leerraum", "entwurf.md", "  \r\n\t \n"u8.ToArray(), 400 },
        { "nur Überschriften", "entwurf.md", Encoding.UTF8.GetBytes("# Titel\n\n## Bildung\n"), 400 },
        { "PDF", "entwurf.md", [.. "%PDF-1.7\n"u8, 0xE2, 0xE3, 0xCF, 0xD3, 0, 1, 2, 0, 0], 415 },
        { "Archiv", "entwurf.txt", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0], 415 },
        { "Latin-1", "entwurf.txt", Encoding.Latin1.GetBytes("Für die Größe der Gruppen gibt es Gründe.\n\nÄhnliches gilt für Räume."), 415 },
        { "Word", "entwurf.docx", Text, 415 },
        { "zu groß", "entwurf.txt", [.. Enumerable.Repeat((byte)'a', DraftLimits.Default.MaxBytes + 1)], 413 },
    };

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public async Task Start_FaultyDraft_NamesTheFieldAndStoresNothing(string what, string fileName, byte[] draft, int status)
    {
        var settings = host.Settings();

        var answer = (await host.PostRoundAsync(settings, draft, fileName)).MustBeProblem(status);

        Assert.True(answer.Fields.All(field => field == "draft") && answer.Fields.Count > 0, $"{what}: {answer.Body}");
        Assert.Null(await host.Store.ReadAsync($"{settings["consultation"]}-r1", default));
    }

    [Fact]
    public async Task Start_LargestDraft_IsTaken()
    {
        var paragraph = string.Concat(Enumerable.Repeat("Ein Satz steht hier. ", 400)) + "\n\n";
        var draft = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(paragraph, DraftLimits.Default.MaxBytes / paragraph.Length)));

        Assert.Equal(201, (await host.PostRoundAsync(host.Settings(), draft, "entwurf.txt")).Status);
    }

    [Fact]
    public async Task Start_LargerThanTheHostTakes_Is413NamingTheDraft()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[40_000_000]), "draft", "entwurf.txt" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rounds") { Content = form };
        request.Headers.ExpectContinue = true;
        using var response = await host.Staff.SendAsync(request);

        Assert.Equal(["draft"], (await ApiAnswer.OfAsync(response)).MustBeProblem(413).Fields);
    }

    [Fact]
    public async Task Start_NeitherDraftNorSettings_NamesBoth()
    {

        using var form = new MultipartFormDataContent { { new StringContent("x"), "sonstiges" } };
        using var response = await host.Staff.PostAsync("api/rounds", form);
        Assert.Equal(["draft", "settings"], (await ApiAnswer.OfAsync(response)).MustBeProblem(400).Fields);
    }

    [Fact]
    public async Task Start_NoForm_Is415()
    {
        var answer = (await host.PostJsonAsync("api/rounds", "{}")).MustBeProblem(415);

        Assert.Equal(["draft", "settings"], answer.Fields);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=grenze")]
    public async Task Start_BrokenForm_Is400(string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("--grenze\r\nContent-Disposition: form-data; name=\"draft\"; filename=\"a.md\"\r\n\r\nabgebrochen"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await host.Staff.PostAsync("api/rounds", content);

        (await ApiAnswer.OfAsync(response)).MustBeProblem(400);
    }

    [Fact]
    public async Task Start_PathInTheFileName_KeepsTheNameOnly()
    {
        var settings = host.Settings();
        Assert.Equal(201, (await host.PostRoundAsync(settings, Text, "../../etc/entwurf.md")).Status);

        Assert.Equal("entwurf.md", (await host.ReadAsync($"{settings["consultation"]}-r1")).Round.DraftFileName);
    }
}
