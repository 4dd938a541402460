using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>Staff see what the equality officer recorded, and challenge it, over HTTP.</summary>
[Collection(Standing.Name)]
public sealed class EqualityTests(ApiHost host)
{
    [Fact]
    public async Task Equality_NotAffectedOnPaper_IsSeenChallengedAndSeenAgain()
    {
        var settings = host.Settings();
        settings["bodies"]!.AsArray().Add(ApiHost.Body("gleichstellungsbeauftragte", "EqualityOfficer", "Gleichstellungsbeauftragte"));
        var roundId = await host.StartAsync(settings);
        Assert.Equal("Silent", await StateAsync(roundId));
        var entered = await host.PostJsonAsync(
            $"api/rounds/{roundId}/bodies/gleichstellungsbeauftragte/statements",
            """{"channel":"Phone","receivedOn":"2026-03-02","statement":{"notAffected":true}}""");
        Assert.Equal(201, entered.Status);
        Assert.Equal("NotAffected", await StateAsync(roundId));
        Assert.Equal(1, (await host.GetAsync($"api/rounds/{roundId}")).Json["counts"]!["notAffected"]!.GetValue<int>());

        Assert.Equal(204, (await host.PostAsync($"api/rounds/{roundId}/equality/challenges", new { reason = "Bitte noch einmal prüfen." })).Status);

        var challenge = (await host.GetAsync($"api/rounds/{roundId}/equality")).Json["challenges"]![0]!;
        Assert.Equal(("Bitte noch einmal prüfen.", "Open"), (challenge["reason"]!.GetValue<string>(), challenge["outcome"]!.GetValue<string>()));
        (await host.PostAsync($"api/rounds/{roundId}/equality/challenges", new { reason = "Und noch einmal." })).MustBeProblem(409);
    }

    [Theory]
    [InlineData("""{"reason":""}""", "reason")]
    [InlineData("""{"reason":"weil","paragraphs":["p-00000000"]}""", "paragraphs")]
    [InlineData("""{"reason":"weil","paragraphs":[null]}""", "paragraphs")]
    public async Task Challenge_BadBody_Is400NamingTheField(string body, string field)
    {
        var roundId = await host.StartAsync();

        Assert.Equal([field], (await host.PostJsonAsync($"api/rounds/{roundId}/equality/challenges", body)).MustBeProblem(400).Fields);
    }

    private async Task<string> StateAsync(string roundId) => (await host.GetAsync($"api/rounds/{roundId}/equality")).Json["state"]!.GetValue<string>();
}
