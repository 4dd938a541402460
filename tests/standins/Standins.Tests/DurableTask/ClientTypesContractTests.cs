using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace LipServerless.Standins.Tests.DurableTask;

public class ClientTypesContractTests
{
    [Fact]
    public void RuntimeStatus_Numbers_AreTheStoredOnes() => Assert.Equal(
        ["Running", "Completed", "ContinuedAsNew", "Failed", "Canceled", "Terminated", "Pending", "Suspended"],
        Enumerable.Range(0, 8).Select(number => ((OrchestrationRuntimeStatus)number).ToString()));

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, true, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false, true)]
    public void Metadata_Status_TellsRunningAndCompleted(OrchestrationRuntimeStatus status, bool running, bool completed)
    {
        OrchestrationMetadata metadata = new("round", "r-1") { RuntimeStatus = status };

        Assert.Equal(running, metadata.IsRunning);
        Assert.Equal(completed, metadata.IsCompleted);
    }

    [Fact]
    public void Metadata_FetchedWithData_ReadsIt()
    {
        OrchestrationMetadata metadata = new("round", "r-1")
        {
            DataConverter = JsonDataConverter.Default,
            SerializedInput = "1",
            SerializedOutput = "\"two\"",
        };

        Assert.Equal(1, metadata.ReadInputAs<int>());
        Assert.Equal("two", metadata.ReadOutputAs<string>());
        Assert.Null(metadata.ReadCustomStatusAs<string>());
    }

    [Fact]
    public void Metadata_FetchedWithoutData_ThrowsOnRead()
    {
        OrchestrationMetadata metadata = new("round", "r-1") { SerializedInput = "1" };

        Assert.Throws<InvalidOperationException>(() => metadata.ReadInputAs<int>());
        Assert.Throws<InvalidOperationException>(() => metadata.ReadOutputAs<int>());
        Assert.Throws<InvalidOperationException>(() => metadata.ReadCustomStatusAs<int>());
    }

    [Fact]
    public void Metadata_ToString_CutsLongTexts()
    {
        OrchestrationMetadata metadata = new("round", "r-1")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Failed,
            CreatedAt = DateTimeOffset.UnixEpoch,
            LastUpdatedAt = DateTimeOffset.UnixEpoch.AddHours(1),
            SerializedInput = new string('x', 60),
            FailureDetails = new TaskFailureDetails("System.Exception", "bad", null, null, null),
        };

        Assert.Equal(
            "[Name: 'round', ID: 'r-1', RuntimeStatus: Failed, CreatedAt: 1970-01-01T00:00:00, LastUpdatedAt: 1970-01-01T01:00:00,"
                + $" Input: '{new string('x', 50)}...', FailureDetails: 'System.Exception - bad']",
            metadata.ToString());
    }

    [Fact]
    public void WithDedupeStatuses_Statuses_AreKeptByName()
    {
        var options = new StartOrchestrationOptions("r-1").WithDedupeStatuses(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);

        Assert.Equal(["Running", "Pending"], options.DedupeStatuses);
        Assert.Equal("r-1", options.InstanceId);
        Assert.Equal(7, StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Count);
    }

    [Fact]
    public void Query_Defaults_AreHundredAPageWithoutData()
    {
        OrchestrationQuery query = new();

        Assert.Equal(100, query.PageSize);
        Assert.False(query.FetchInputsAndOutputs);
    }

    [Fact]
    public void PurgeResult_Negative_Throws() => Assert.Throws<ArgumentException>(() => new PurgeResult(-1));

    [Fact]
    public void SerializedData_WithoutConverter_ReadsJson() => Assert.Equal(5, new SerializedData("5").ReadAs<int>());
}
