using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class PublicationAndResolutionTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task PostSubmit_NothingChosen_IsNotPublished()
    {
        var (roundId, token, fields) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        fields["overall"] = "Gut so.";

        await PressAsync(token, fields, ReplyActions.Submit);

        var content = await StoredAsync(roundId);
        Assert.Equal((Publication.NotPublished, null), (content.Publication, content.Resolution));
    }

    [Theory]
    [InlineData("2026-03-12")]
    [InlineData("12.3.2026")]
    public async Task PostSubmit_CouncilsChoiceAndResolution_AreReviewedStoredReceiptedAndFilledIn(string date)
    {
        var (roundId, token, fields) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        fields["overall"] = "Gut so.";
        fields[FieldNames.Publication] = nameof(Publication.WithoutName);
        fields[FieldNames.ResolutionDate] = date;
        fields[FieldNames.ResolutionFor] = "8";
        fields[FieldNames.ResolutionAgainst] = "0";
        fields[FieldNames.ResolutionAbstentions] = "3";

        var review = await PressAsync(token, fields, ReplyActions.Review);
        var receipt = await site.GetAsync((await PressAsync(token, review.Fields("form#review"), ReplyActions.Submit)).Location);
        var page = await site.GetAsync($"b/{token}");

        var content = await StoredAsync(roundId);
        Assert.Equal(new CouncilResolution { Date = new DateOnly(2026, 3, 12), For = 8, Against = 0, Abstentions = 3 }, content.Resolution);
        Assert.Equal(Publication.WithoutName, content.Publication);
        foreach (var answer in (SiteAnswer[])[review, receipt])
        {
            Assert.Contains("Donnerstag, 12. März 2026, 8 Ja, 0 Nein, 3 Enthaltungen", answer.Words, StringComparison.Ordinal);
            Assert.Contains("ohne den Namen unseres Gremiums", answer.Words, StringComparison.Ordinal);
        }

        Assert.Equal("2026-03-12", page.Value("#resolutionDate"));
        Assert.Equal("WithoutName", page.Value("input[name=publication][checked]"));
    }

    [Theory]
    [InlineData(FieldNames.ResolutionFor, "8")]
    [InlineData(FieldNames.ResolutionDate, "gestern")]
    [InlineData(FieldNames.ResolutionAbstentions, "-1")]
    public async Task PostReview_ResolutionUnreadable_Is400AtItsField(string field, string text)
    {
        var (_, token, fields) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        fields["overall"] = "Gut so.";
        fields[field] = text;

        var answer = await PressAsync(token, fields, ReplyActions.Review);

        Assert.Equal(400, answer.Status);
        Assert.Equal(text, answer.Value($"#{field}"));
        Assert.NotNull(answer.Page.QuerySelector("#fehler a[href='#resolutionDate'], #fehler a[href='#resolutionAbstentions']"));
    }

    [Fact]
    public async Task Get_OnlyBodyOfItsKind_IsNotOfferedToHideItsNameAndRecordsNoResolution()
    {
        var (roundId, token, fields) = await ArrangeAsync(RoundBuilder.RoundTableId);
        var page = await site.GetAsync($"b/{token}");
        fields["overall"] = "Gut so.";
        fields[FieldNames.Publication] = nameof(Publication.WithoutName);

        Assert.Equal(["", "WithName"], page.Page.QuerySelectorAll("input[name=publication]").Select(radio => radio.GetAttribute("value")));
        Assert.Null(page.Page.QuerySelector("#resolutionDate"));
        Assert.Equal(400, (await PressAsync(token, fields, ReplyActions.Submit)).Status);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Get_Form_AsksNotToNameThirdPersons()
    {
        var (_, token, _) = await ArrangeAsync(RoundBuilder.YouthRingId);

        Assert.Contains("keine dritten Personen mit Namen", (await site.GetAsync($"b/{token}")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_WithoutChoiceAndResolution_IsAsBefore() =>
        Assert.DoesNotContain("Publication", System.Text.Encoding.UTF8.GetString(new StatementContent { Overall = "x" }.ToBytes()), StringComparison.Ordinal);

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action)
    {
        fields["action"] = action;
        return site.PostAsync($"b/{token}", fields);
    }

    private async Task<StatementContent> StoredAsync(string roundId)
    {
        var row = Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
        return StatementContent.FromBytes((await site.Office.Documents.GetAsync(row.Document, default))!);
    }

    private async Task<(string RoundId, string Token, Dictionary<string, string> Fields)> ArrangeAsync(string bodyId)
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, bodyId);
        return (roundId, token, (await site.GetAsync($"b/{token}")).Fields());
    }
}
