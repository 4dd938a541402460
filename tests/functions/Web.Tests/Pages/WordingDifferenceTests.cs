using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Pages.Statements;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>A proposed wording is shown as a difference to the draft's text wherever it is shown.</summary>
public sealed class WordingDifferenceTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Wording_OnEveryPageThatShowsIt_IsADifferenceToTheDraft()
    {
        var round = await new SampleRound(site).StartAsync();
        var paragraph = round.First.Commentable.First();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Wording(paragraph.Id)] = paragraph.Text + " Zusatz";

        AssertDifference(await PressAsync(token, fields, ReplyActions.Save), $"[id='{paragraph.Id}'] .wording-preview");
        AssertDifference(await site.GetAsync($"b/{token}"), $"[id='{paragraph.Id}'] .wording-preview");
        var review = await PressAsync(token, fields, ReplyActions.Review);
        AssertDifference(review, "form#review .views");
        var submitted = await PressAsync(token, review.Fields("form#review"), ReplyActions.Submit);
        AssertDifference(await site.GetAsync(submitted.Location), "[aria-labelledby=kopie] .views");
        await site.OpenConferenceAsync(round.RoundId);
        AssertDifference(await site.GetAsync($"b/{await site.LinkAsync(round.RoundId, RoundBuilder.ConferenceId)}"), $"[id='{paragraph.Id}'] .council-rows");
        await round.FreezeAsync();
        var steering = await site.GetAsync($"s/{await site.LinkAsync(round.RoundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}");
        AssertDifference(steering, ".syn-row .entries");
        AssertDifference(steering, "[aria-labelledby=originale] .views");
    }

    [Fact]
    public async Task Wording_None_HasNoPreview()
    {
        var round = await new SampleRound(site).StartAsync();

        Assert.Empty((await site.GetAsync($"b/{await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1))}")).Page.QuerySelectorAll(".wording-preview"));
    }

    [Theory]
    [InlineData("Alle Kinder lernen gemeinsam.", "Alle Kinder lernen immer gemeinsam.", true)]
    [InlineData("Alle Kinder lernen gemeinsam.", "Der Absatz soll entfallen, weil er nichts regelt.", false)]
    [InlineData(null, "Alle Kinder lernen gemeinsam.", false)]
    [InlineData("", "Alle Kinder lernen gemeinsam.", false)]
    public void Between_TextsThatShareLittle_IsNoDifference(string? draft, string wording, bool expected) =>
        Assert.Equal(expected, WordingDifference.Between(draft, wording) is not null);

    private static void AssertDifference(SiteAnswer answer, string where)
    {
        var place = answer.Page.QuerySelector(where);
        Assert.True(place is not null, $"no {where}");
        Assert.Contains(place.QuerySelectorAll("ins"), mark => mark.TextContent.Contains("[eingefügt: ", StringComparison.Ordinal) && mark.TextContent.Contains("Zusatz", StringComparison.Ordinal));
    }

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action)
    {
        fields["action"] = action;
        return site.PostAsync($"b/{token}", fields);
    }
}
