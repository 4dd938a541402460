using LipServerless.Activities.Commands.Equality;
using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>The equality officer's page: flagged first, claims, "nicht betroffen", and a challenge of it.</summary>
public sealed class EqualityPageTests : IDisposable
{
    private const string Flagged = "p-cccccccc";
    private const string Unflagged = "p-eeeeeeee";

    private readonly PublicSite site = new();
    private string roundId = "";
    private string token = "";

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Claim_Submitted_ThenCountsAsHersAndStandsAbove()
    {
        await StartAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Claim(Unflagged)] = "1";

        await SubmitAsync(fields);

        var page = await site.GetAsync($"b/{token}");
        Assert.Equal([Flagged, Unflagged], page.Page.QuerySelectorAll("#t0 article.para").Select(card => card.Id));
        Assert.Contains("von Ihnen beansprucht", page.Page.QuerySelector($"#{Unflagged}")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Absatz 3 haben Sie als gleichstellungsrelevant beansprucht", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotAffected_OfAFlaggedParagraph_IsARecordedChoiceWithoutAStance()
    {
        await StartAsync();
        var page = await site.GetAsync($"b/{token}");
        Assert.Contains("Das betrifft die Gleichstellung", page.Page.QuerySelector($"#{Unflagged}")!.TextContent, StringComparison.Ordinal);
        var fields = page.Fields();
        fields[FieldNames.NotAffectedAt(Flagged)] = "1";

        await SubmitAsync(fields);

        var version = Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
        Assert.Equal([Flagged], version.NotAffected);
        var view = Assert.Single(StatementContent.FromBytes((await site.Office.Documents.GetAsync(version.Document, default))!).Views);
        Assert.Equal((true, (Stance?)null), (view.NotAffected, view.Stance));
        Assert.NotNull((await site.GetAsync($"b/{token}")).Page.QuerySelector($"#n-{Flagged}[checked]"));
    }

    [Fact]
    public async Task NotAffected_PostedByAnotherBody_IsShownBackAndNotStored()
    {
        await StartAsync();
        token = await site.LinkAsync(roundId, RoundBuilder.RoundTableId);
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.NotAffectedAt(Flagged)] = "1";
        fields[FieldNames.Action] = ReplyActions.Submit;

        Assert.Equal(400, (await site.PostAsync($"b/{token}", fields)).Status);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Challenge_IsShownUntilSheSubmitsAgain()
    {
        await StartAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.NotAffected] = "1";
        await SubmitAsync(fields);
        await new ChallengeNotAffected(site.Office.Store, site.Office.Documents, site.Office.Clock)
            .ExecuteAsync(roundId, [Unflagged], "Der Absatz nennt <b>Alleinerziehende</b>.", "Ada Probe", default);

        var page = await site.GetAsync($"b/{token}");
        Assert.Contains("Der Absatz nennt <b>Alleinerziehende</b>.", page.Words, StringComparison.Ordinal);
        Assert.Equal($"#{Unflagged}", page.Page.QuerySelector("section.note a")!.GetAttribute("href"));

        await SubmitAsync(page.Fields());

        Assert.Equal(2, (await site.Office.ReadAsync(roundId)).Statements.Count);
        Assert.DoesNotContain("Alleinerziehende", (await site.GetAsync($"b/{token}")).Words, StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        roundId = await site.StartAsync();
        token = await site.LinkAsync(roundId, RoundBuilder.EqualityId);
    }

    private async Task SubmitAsync(Dictionary<string, string> fields)
    {
        fields[FieldNames.Action] = ReplyActions.Submit;
        Assert.Equal(303, (await site.PostAsync($"b/{token}", fields)).Status);
    }
}
