using LipServerless.Domain.Settings;
using LipServerless.Web.Staff;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Tests.Api;

public sealed class OfficeHoursTests
{
    [Fact]
    public void Read_Nothing_IsEightToSix()
    {
        var hours = Read();

        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(18, 0), false), (hours.From, hours.Until, hours.AtAnyTime));
    }

    [Fact]
    public void Read_Values_AreTaken()
    {
        var hours = Read(("From", "07:30"), ("Until", "16:00"), ("AtAnyTime", "true"));

        Assert.Equal((new TimeOnly(7, 30), new TimeOnly(16, 0), true), (hours.From, hours.Until, hours.AtAnyTime));
    }

    [Theory]
    [InlineData("From", "8")]
    [InlineData("Until", "07:00")]
    [InlineData("Until", "24:00")]
    [InlineData("AtAnyTime", "ja")]
    public void Read_Wrong_NamesTheSetting(string name, string value) =>
        Assert.Contains($"Lip:SendingHours:{name}", Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    private static SendingHours Read(params (string Name, string Value)[] values) => OfficeHours.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"Lip:SendingHours:{v.Name}", (string?)v.Value))).Build());
}
