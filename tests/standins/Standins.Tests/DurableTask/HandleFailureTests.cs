using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

/// <summary>Of the stand-in alone: the package hands DurableTask.Core's exceptions to the handler (see its README).</summary>
public class HandleFailureTests
{
    [Fact]
    public void Handle_TaskFailed_AsksTheFailureHandler()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.ErrorType == "Transient" };

        Assert.True(policy.Handle(Failed("Transient")));
        Assert.False(policy.Handle(Failed("Permanent")));
    }

    [Fact]
    public void Handle_OtherException_ThrowsInsteadOfGuessing()
    {
        RetryPolicy policy = new(3, TimeSpan.FromSeconds(1)) { HandleFailure = _ => true };

        Assert.Throws<InvalidOperationException>(() => policy.Handle(new TimeoutException()));
    }

    private static TaskFailedException Failed(string type) => new("t", 1, new TaskFailureDetails(type, "m", null, null, null));
}
