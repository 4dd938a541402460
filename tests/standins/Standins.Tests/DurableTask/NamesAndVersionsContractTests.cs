using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;

namespace LipServerless.Standins.Tests.DurableTask;

public class NamesAndVersionsContractTests
{
    [Fact]
    public void TaskName_DifferingInCase_IsEqual()
    {
        TaskName lower = "round";
        TaskName upper = "ROUND";

        Assert.True(lower == upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
        Assert.True(lower != new TaskName("rounds"));
        Assert.Equal("round", lower.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void TaskName_FromNothing_IsDefault(string? nothing)
    {
        TaskName name = nothing!;

        Assert.Equal(default, name);
        Assert.Null(name.Name);
    }

    [Fact]
    public void TaskVersion_NullEmptyAndDefault_AreUnversioned()
    {
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(null));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(string.Empty));
        Assert.Equal(TaskVersion.Unversioned.GetHashCode(), new TaskVersion(null).GetHashCode());
        Assert.Equal(string.Empty, default(TaskVersion).Version);
        Assert.True(new TaskVersion("A") == new TaskVersion("a"));
    }

    [Fact]
    public void TaskVersion_WhiteSpace_Throws() => Assert.Throws<ArgumentException>(() => new TaskVersion("  "));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "1", -1)]
    [InlineData("1", " ", 1)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("v9", "v10", 1)]
    [InlineData("beta", "BETA", 0)]
    public void CompareVersions_Cases_Order(string source, string other, int sign) =>
        Assert.Equal(sign, Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(source, other)));
}
