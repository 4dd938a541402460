using System.Text;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Safety;

/// <summary>Bodies that are larger than anybody needs are refused in words, also where the sender does not say how long they are.</summary>
[Collection(Standing.Name)]
public sealed class BodySizeTests(ApiHost host)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Json_LargerThanTwoMegabytes_Is413(bool isChunked)
    {
        var json = $$"""{"reason":"{{new string('x', 3 * 1024 * 1024)}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/rounds/lip-r1/close") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await host.Staff.SendAsync(request);

        (await ApiAnswer.OfAsync(response)).MustBeProblem(413);
    }

    [Theory]
    [InlineData("dashboard/sign-in", true)]
    [InlineData("dashboard/sign-in", false)]
    [InlineData("new-link", true)]
    [InlineData("new-link", false)]
    public async Task Form_LargerThanAnybodyNeeds_IsRefusedAndNoFault(string path, bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes("key=" + new string('x', 6 * 1024 * 1024))),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await host.Anybody.SendAsync(request);

        // Whoever asks for a new link is told the same in every case.
        Assert.InRange((int)response.StatusCode, 303, 415);
    }

    [Theory]
    [InlineData(1, true, 400)]
    [InlineData(2 * 1024 * 1024, true, 413)]
    [InlineData(2 * 1024 * 1024, false, 413)]
    public async Task Autosave_CountsWhatComes_NotWhatIsSaidOfIt(int length, bool isChunked, int status)
    {
        var roundId = await host.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"b/{host.Token(roundId, "runder-tisch")}/draft")
        {
            Content = new StringContent($$"""{"session":"{{new string('x', length)}}","fields": {} }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await host.Anybody.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }
}
