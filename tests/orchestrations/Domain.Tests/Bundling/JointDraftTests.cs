using LipServerless.Domain.Bundling;
using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Tests.Bundling;

public sealed class JointDraftTests
{
    private static readonly ParagraphView Nothing = new() { ParagraphId = "p-aaaaaaaa" };

    [Fact]
    public void Adopt_AView_IsItsStanceAndItsOwnWordsWithItsSource()
    {
        var joint = JointDraft.Adopt(From("mitte", Stance.AgreeWithChanges, "Sprachen nennen.", "Neuer Wortlaut"));

        Assert.Equal((Stance.AgreeWithChanges, "Sprachen nennen.", "Neuer Wortlaut"), (joint.Stance, joint.Comment, joint.ProposedWording));
        Assert.Equal(["mitte"], joint.Sources!);
    }

    [Fact]
    public void Merge_Texts_AreJoinedWithTheirSourcesNamed()
    {
        var joint = JointDraft.Merge(Nothing, [From("mitte", Stance.Object, "Zu vage.", null), From("nord", Stance.Object, "Ohne Geld.", null), From("west", Stance.Object, null, null)]);

        Assert.Equal("Beirat mitte: Zu vage.\n\nBeirat nord: Ohne Geld.", joint.Comment);
        Assert.Equal(Stance.Object, joint.Stance);
        Assert.Equal(["mitte", "nord", "west"], joint.Sources!);
    }

    [Fact]
    public void Merge_BesideTextThatStandsThere_LosesNothingAndRepeatsNothing()
    {
        var current = Nothing with { Comment = "Die Konferenz findet:", Sources = ["nord"] };
        CouncilView[] sources = [From("mitte", Stance.Agree, "Gut.", null)];

        var once = JointDraft.Merge(current, sources);
        var twice = JointDraft.Merge(once, sources);

        Assert.Equal("Die Konferenz findet:\n\nBeirat mitte: Gut.", once.Comment);
        Assert.Equal(once.Comment, twice.Comment);
        Assert.Equal(["nord", "mitte"], twice.Sources!);
    }

    [Fact]
    public void Merge_TheSameWords_NameAllWhoSayThem() => Assert.Equal(
        "Beirat mitte, Beirat west: Zu vage.\n\nBeirat nord: Gut.",
        JointDraft.Merge(Nothing, [From("mitte", null, "Zu vage.", null), From("nord", null, "Gut.", null), From("west", null, " Zu vage.", null)]).Comment);

    [Fact]
    public void Merge_AfterAdoptingOneOfThem_RepeatsNothing() => Assert.Equal(
        "Zu vage.\n\nBeirat nord: Gut.",
        JointDraft.Merge(JointDraft.Adopt(From("mitte", null, "Zu vage.", null)), [From("mitte", null, "Zu vage.", null), From("nord", null, "Gut.", null)]).Comment);

    [Fact]
    public void Merge_StancesDiffer_ChoosesNone() =>
        Assert.Null(JointDraft.Merge(Nothing, [From("mitte", Stance.Agree, null, null), From("nord", Stance.Object, null, null)]).Stance);

    [Fact]
    public void Merge_StanceChosenBefore_Stays() =>
        Assert.Equal(Stance.Agree, JointDraft.Merge(Nothing with { Stance = Stance.Agree }, [From("nord", Stance.Object, null, null)]).Stance);

    [Fact]
    public void Merge_OneWording_StandsAsItIs()
    {
        CouncilView[] sources = [From("mitte", null, null, "Neu"), From("nord", null, null, "Neu "), From("west", null, "Ja", null)];

        Assert.Equal("Neu", JointDraft.Merge(Nothing, sources).ProposedWording);
        Assert.Equal("Alt\n\nNeu", JointDraft.Merge(Nothing with { ProposedWording = "Alt" }, sources).ProposedWording);
    }

    [Fact]
    public void Merge_SeveralWordings_AreNamed() => Assert.Equal(
        "Beirat mitte: Neu\n\nBeirat nord: Anders",
        JointDraft.Merge(Nothing, [From("mitte", null, null, "Neu"), From("nord", null, null, "Anders")]).ProposedWording);

    [Fact]
    public void Append_Overall_NamesTheSource() => Assert.Equal("Vorher\n\nBeirat Nord: Gut.", JointDraft.Append("Vorher\n", "Beirat Nord", " Gut. "));

    [Theory]
    [InlineData(Stance.Agree, Stance.Agree, false)]
    [InlineData(Stance.Agree, Stance.AgreeWithChanges, true)]
    [InlineData(Stance.Object, Stance.Agree, true)]
    [InlineData(Stance.NoView, Stance.Object, false)]
    [InlineData(Stance.Object, null, true)]
    [InlineData(Stance.AgreeWithChanges, null, true)]
    [InlineData(Stance.Agree, null, false)]
    public void Between_CouncilAndJointView_NamesWhereTheyDiffer(Stance council, Stance? joint, bool expected)
    {
        var own = new StatementContent { Views = [Nothing with { Stance = council }] };
        var together = new StatementContent { Views = joint is null ? [] : [Nothing with { Stance = joint }] };

        Assert.Equal(expected, StanceDifference.Between(own, together).Any());
    }

    private static CouncilView From(string id, Stance? stance, string? comment, string? wording) =>
        new(id, $"Beirat {id}", Nothing with { Stance = stance, Comment = comment, ProposedWording = wording });
}
