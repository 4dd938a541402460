using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Access;
using LipServerless.Web.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Pages;

public sealed class LinkStateTests : IDisposable
{
    private const string Wanting = "wenden Sie sich an die Projektkoordination";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("x")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Get_UnknownOrMalformed_Is404AndSaysWhatToDo(string token)
    {
        await site.StartAsync();
        foreach (var path in (string[])["b", "s", "o"])
        {
            var answer = await site.GetAsync($"{path}/{Uri.UnescapeDataString(token).Replace("/", "", StringComparison.Ordinal)}");
            Assert.Equal(404, answer.Status);
            Assert.Contains(Wanting, answer.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("alert", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Get_LinkOfAnotherKind_Is404()
    {
        var roundId = await site.StartAsync();
        var steering = await site.LinkAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        var reply = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));

        Assert.Equal(404, (await site.GetAsync($"b/{steering}")).Status);
        Assert.Equal(404, (await site.GetAsync($"s/{reply}")).Status);
        Assert.Equal(404, (await site.GetAsync($"o/{reply}")).Status);
    }

    [Fact]
    public async Task Get_Revoked_Is410AndRevealsNothing()
    {
        var (roundId, token) = await ArrangeAsync();
        var body = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1));
        await site.Office.PutAsync(roundId, body with { LinkGeneration = 2 });

        foreach (var path in (string[])[$"b/{token}", $"b/{token}/draft.txt", $"b/{token}/receipt/1"])
            AssertRevealsNothing(await site.GetAsync(path), 410);
        Assert.Equal(200, (await site.GetAsync($"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), generation: 2)}")).Status);
    }

    [Fact]
    public async Task Get_RoundOver_Is410AndRevealsNothing()
    {
        var (roundId, token) = await ArrangeAsync();
        var round = await site.Office.ReadAsync(roundId);
        await site.Office.PutAsync(roundId, round.Round with { State = RoundState.Accepted });

        AssertRevealsNothing(await site.GetAsync($"b/{token}"), 410);
    }

    [Fact]
    public async Task GetOutcome_BeforeTheDecision_Is404()
    {
        var (roundId, _) = await ArrangeAsync();

        AssertRevealsNothing(await site.GetAsync($"o/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Outcome)}"), 404);
    }

    [Fact]
    public async Task Post_Revoked_GivesTheTextBack()
    {
        var (roundId, token) = await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields["overall"] = "Lange beraten";
        var body = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1));
        await site.Office.PutAsync(roundId, body with { LinkGeneration = 2 });

        var answer = await site.PostAsync($"b/{token}", fields);

        AssertRevealsNothing(answer, 410);
        Assert.Contains("Lange beraten", answer.Words, StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public void FormToken_OtherLinkOrPurpose_IsInvalid()
    {
        var tokens = site.Services.GetRequiredService<FormToken>();
        var link = new LinkRecord { TokenHash = "aa", RoundId = "r", Recipient = "b", Kind = LinkKind.Reply, Generation = 1 };

        Assert.True(tokens.IsValid(link, "reply", tokens.For(link, "reply")));
        Assert.False(tokens.IsValid(link, "dissent", tokens.For(link, "reply")));
        Assert.False(tokens.IsValid(link with { TokenHash = "ab" }, "reply", tokens.For(link, "reply")));
        Assert.False(tokens.IsValid(link, "reply", null));
        Assert.False(tokens.IsValid(link, "reply", ""));
    }

    private static void AssertRevealsNothing(SiteAnswer answer, int status)
    {
        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("Mitte", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Entwurf eines Grundlagenpapiers", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
        Assert.Contains("Projektkoordination, die Ihnen geschrieben hat", answer.Words, StringComparison.Ordinal);
    }

    private async Task<(string RoundId, string Token)> ArrangeAsync()
    {
        var roundId = await site.StartAsync();
        return (roundId, await site.LinkAsync(roundId, RoundBuilder.CouncilId(1)));
    }
}
