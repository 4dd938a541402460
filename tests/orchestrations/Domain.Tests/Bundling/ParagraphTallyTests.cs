using LipServerless.Domain.Bundling;
using LipServerless.Domain.Statements;

namespace LipServerless.Domain.Tests.Bundling;

public sealed class ParagraphTallyTests
{
    private const string Here = "p-aaaaaaaa";
    private const string Elsewhere = "p-bbbbbbbb";

    [Fact]
    public void Of_ElevenCouncils_EachIsCountedOnceAndTheBaseIsAllOfThem()
    {
        CouncilVoice[] councils =
        [
            Says(Stance.Agree), Says(Stance.Agree), Says(Stance.AgreeWithChanges), Says(Stance.Object), Says(Stance.NoView),
            Says(stance: null), Speaks(Elsewhere, Stance.Agree), Voice(Nil()), Voice(Late(Stance.Agree)), Voice(), Voice(),
        ];

        var tally = ParagraphTally.Of(Here, councils);

        Assert.Equal(11, tally.Asked);
        Assert.Equal([2, 1, 1, 1], Enum.GetValues<Stance>().Select(tally.Of));
        Assert.Equal((1, 1, 1, 1, 2), (tally.WithoutStance, tally.NotMentioned.Count, tally.Nil.Count, tally.Late.Count, tally.Silent.Count));
        Assert.Equal(tally.Asked, Enum.GetValues<Stance>().Sum(tally.Of) + tally.WithoutStance + tally.NotMentioned.Count + tally.Nil.Count + tally.Late.Count + tally.Silent.Count);
    }

    [Fact]
    public void Of_NilReturnNoViewSilence_AreNeverAgreement()
    {
        var tally = ParagraphTally.Of(Here, [Voice(Nil()), Says(Stance.NoView), Voice()]);

        Assert.Equal(0, tally.Of(Stance.Agree));
        Assert.Equal(TallyState.NothingSaid, tally.State);
    }

    [Fact]
    public void Of_LateViewAdmitted_Counts()
    {
        var admitted = Late(Stance.Object) with { Counts = true };

        Assert.Equal(1, ParagraphTally.Of(Here, [Voice(admitted)]).Of(Stance.Object));
        Assert.Equal(0, ParagraphTally.Of(Here, [Voice(admitted with { Counts = false })]).Of(Stance.Object));
    }

    [Fact]
    public void Of_LateBesideTimely_OnlyTheTimelyCounts()
    {
        var council = Voice(Paper(Stance.Agree), Late(Stance.Object));

        var tally = ParagraphTally.Of(Here, [council]);

        Assert.Equal(CouncilPart.Answered, council.Part);
        Assert.Equal((1, 0, 0), (tally.Of(Stance.Agree), tally.Of(Stance.Object), tally.Late.Count));
    }

    [Fact]
    public void Of_OnlineAndPaperDiffer_IsInBothCounts()
    {
        var tally = ParagraphTally.Of(Here, [Voice(Paper(Stance.Agree), Paper(Stance.Object))]);

        Assert.Equal((1, 1, 1), (tally.Of(Stance.Agree), tally.Of(Stance.Object), tally.Asked));
    }

    [Theory]
    [InlineData(Stance.Object, TallyState.Objected)]
    [InlineData(Stance.AgreeWithChanges, TallyState.ChangesWanted)]
    [InlineData(null, TallyState.ChangesWanted)]
    [InlineData(Stance.Agree, TallyState.NoObjection)]
    [InlineData(Stance.NoView, TallyState.NoObjection)]
    public void State_BesideOneThatAgrees_IsTheOthers(Stance? other, TallyState expected) =>
        Assert.Equal(expected, ParagraphTally.Of(Here, [Says(Stance.Agree), Says(other)]).State);

    private static CouncilVoice Says(Stance? stance) => Speaks(Here, stance);

    private static CouncilVoice Speaks(string paragraphId, Stance? stance) => Voice(new CouncilPaper(Content(paragraphId, stance), Counts: true, IsNil: false));

    private static CouncilPaper Paper(Stance stance) => new(Content(Here, stance), Counts: true, IsNil: false);

    private static CouncilPaper Late(Stance stance) => new(Content(Here, stance), Counts: false, IsNil: false);

    private static CouncilPaper Nil() => new(new StatementContent { NilReturn = true }, Counts: true, IsNil: true);

    private static CouncilVoice Voice(params CouncilPaper[] papers) => new() { BodyId = "beirat", Name = "Beirat", Papers = papers };

    private static StatementContent Content(string paragraphId, Stance? stance) =>
        new() { Views = [new ParagraphView { ParagraphId = paragraphId, Stance = stance, Comment = "Anmerkung" }] };
}
