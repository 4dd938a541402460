using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

public class FailureContractTests
{
    [Fact]
    public void FromException_Nested_KeepsTheChain()
    {
        var thrown = Thrown(new InvalidOperationException("outer", new OddException("inner")));

        var details = TaskFailureDetails.FromException(thrown);

        Assert.Equal("System.InvalidOperationException", details.ErrorType);
        Assert.Equal("outer", details.ErrorMessage);
        Assert.NotNull(details.StackTrace);
        Assert.Equal("System.InvalidOperationException: outer", details.ToString());
        Assert.Equal(typeof(OddException).FullName, details.InnerFailure!.ErrorType);
        Assert.Null(details.InnerFailure.InnerFailure);
    }

    [Fact]
    public void IsCausedBy_TypeOrBaseType_IsTrue()
    {
        var details = TaskFailureDetails.FromException(new OddException("x"));

        Assert.True(details.IsCausedBy<OddException>());
        Assert.True(details.IsCausedBy<InvalidOperationException>());
        Assert.True(details.IsCausedBy(typeof(Exception)));
    }

    [Fact]
    public void IsCausedBy_OtherOrDerivedType_IsFalse()
    {
        Assert.False(TaskFailureDetails.FromException(new InvalidOperationException("x")).IsCausedBy<OddException>());
        Assert.False(TaskFailureDetails.FromException(new OddException("x")).IsCausedBy<ArgumentException>());
    }

    [Fact]
    public void IsCausedBy_InnerFailureOnly_IsFalse() =>
        Assert.False(TaskFailureDetails.FromException(new ArgumentException("x", new OddException("y"))).IsCausedBy<OddException>());

    [Fact]
    public void IsCausedBy_TypeOfAnyLoadedAssembly_IsFound() =>
        Assert.True(TaskFailureDetails.FromException(new Xunit.Sdk.XunitException("x")).IsCausedBy<Exception>());

    [Theory]
    [InlineData("ActivityTaskNotFound")]
    [InlineData("")]
    public void IsCausedBy_NameNobodyKnows_IsFalse(string type) =>
        Assert.False(new TaskFailureDetails(type, "x", null, null, null).IsCausedBy<Exception>());

    [Fact]
    public void IsCausedBy_NoException_Throws() =>
        Assert.Throws<ArgumentException>(() => TaskFailureDetails.FromException(new OddException("x")).IsCausedBy(typeof(string)));

    [Fact]
    public void TaskFailedException_FromDetails_HasTheKnownMessage()
    {
        TaskFailedException failed = new("boom", 0, new TaskFailureDetails("System.Exception", "bad 1", null, null, null));

        Assert.Equal("Task 'boom' (#0) failed with an unhandled exception: bad 1", failed.Message);
        Assert.Equal("boom", failed.TaskName);
        Assert.Null(failed.InnerException);
    }

    [Fact]
    public void TaskFailedException_FromException_TakesItsDetails()
    {
        TaskFailedException failed = new("boom", 4, new OddException("bad"));

        Assert.Equal("Task 'boom' (#4) failed with an unhandled exception: bad", failed.Message);
        Assert.True(failed.FailureDetails.IsCausedBy<OddException>());
    }

    private static T Thrown<T>(T exception)
        where T : Exception
    {
        try
        {
            throw exception;
        }
        catch (T caught)
        {
            return caught;
        }
    }

    private sealed class OddException(string message) : InvalidOperationException(message);
}
