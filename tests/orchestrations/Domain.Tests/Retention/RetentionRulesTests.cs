using LipServerless.Domain.Retention;

namespace LipServerless.Domain.Tests.Retention;

public sealed class RetentionRulesTests
{
    public static TheoryData<string> Ids => [.. RetentionRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_AllowsItsOwnDaysAndBounds_AndNothingBeyond(string id)
    {
        var rule = Rule(id);

        Assert.True(rule.Allows(rule.Days));
        Assert.True(rule.Allows(rule.Least));
        Assert.True(rule.Allows(rule.Most));
        Assert.False(rule.Allows(rule.Least - 1));
        Assert.False(rule.Allows(rule.Most + 1));
    }

    [Fact]
    public void Ids_AreUnique() => Assert.Distinct(RetentionRules.All.Select(rule => rule.Id));

    [Fact]
    public void OnlyTheRound_MayBeKeptForGood_AndIsUnlessSet()
    {
        Assert.Equal([RetentionRules.Rounds], RetentionRules.All.Where(rule => rule.MayBeNever));
        Assert.Equal(0, new RetentionPeriods().DaysOf(RetentionRules.Rounds));
    }

    [Fact]
    public void Periods_Set_TakeTheOthersFromTheirRules()
    {
        var periods = new RetentionPeriods(new Dictionary<string, int> { ["Mails"] = 100 });

        Assert.Equal(100, periods.DaysOf(RetentionRules.Mails));
        Assert.Equal(RetentionRules.Links.Days, periods.DaysOf(RetentionRules.Links));
    }

    [Fact]
    public void Periods_OutOfBounds_AreRefusedByName()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RetentionPeriods(new Dictionary<string, int> { ["WorkingDrafts"] = 29 }));

        Assert.Contains("Lip:Retention:WorkingDraftsDays must be a number of days from 30 to 30.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_LinksBeforeAddresses_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new RetentionPeriods(new Dictionary<string, int> { ["Contacts"] = 365, ["Links"] = 364 }));

    private static RetentionRule Rule(string id) => RetentionRules.All.Single(rule => rule.Id == id);
}
