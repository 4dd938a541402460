using LipServerless.Embedded.Demo;

namespace LipServerless.Embedded.Tests.Demo;

public sealed class PaceTests
{
    [Theory]
    [InlineData("0.2", 200)]
    [InlineData("0,2", 200)]
    [InlineData("3", 3000)]
    [InlineData("00:00:00.2", 200)]
    [InlineData("00:01:00", 60_000)]
    public void Read_SecondsOrTimeSpan_IsRead(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Pace.Read(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("00:00:00")]
    [InlineData("bald")]
    [InlineData("")]
    [InlineData("1e300")]
    [InlineData("99999999")]
    public void Read_AnythingElse_IsRefused(string text) => Assert.Null(Pace.Read(text));
}
