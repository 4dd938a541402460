using LipServerless.Domain.Retention;
using LipServerless.Web.Retention;
using LipServerless.Web.Tests.Site;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Retention;

public sealed class RetentionSettingsTests
{
    public static TheoryData<string> Settings => [.. RetentionRules.All.Where(rule => rule.CanBeSet).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void EachRule_IsReadByItsName(string id)
    {
        var rule = RetentionRules.All.Single(rule => rule.Id == id);

        Assert.Equal(rule.Days, Read().DaysOf(rule));
        Assert.Equal(rule.Most, Read((rule.Setting, $"{rule.Most}"), (RetentionRules.Links.Setting, $"{RetentionRules.Links.Most}")).DaysOf(rule));
    }

    [Theory]
    [InlineData("Lip:Retention:MailsDays", "89", "Setting Lip:Retention:MailsDays must be a number of days from 90 to 1095.")]
    [InlineData("Lip:Retention:MailsDays", "0", "Setting Lip:Retention:MailsDays must be a number of days from 90 to 1095.")]
    [InlineData("Lip:Retention:MailsDays", "ein Jahr", "Setting Lip:Retention:MailsDays must be a number of days from 90 to 1095.")]
    [InlineData("Lip:Retention:RoundsDays", "30", "Setting Lip:Retention:RoundsDays must be a number of days from 3650 to 36500, or 0 for never.")]
    public void WhatCannotBe_StopsTheHost_ByName(string name, string value, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message);

    [Fact]
    public void LinksBeforeAddresses_StopTheHost() => Assert.StartsWith(
        "Setting Lip:Retention:LinksDays must not be less than Lip:Retention:ContactsDays.",
        Assert.Throws<InvalidOperationException>(() => Read(("Lip:Retention:ContactsDays", "200"), ("Lip:Retention:LinksDays", "100"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void TheyAreReadAtTheStart()
    {
        using var site = new PublicSite();

        Assert.Contains(site.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), service => service.GetType().Name == "RetentionAtStart");
    }

    private static RetentionPeriods Read(params (string Name, string Value)[] settings) =>
        RetentionSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.DistinctBy(one => one.Name).ToDictionary(one => one.Name, one => (string?)one.Value)).Build());
}
