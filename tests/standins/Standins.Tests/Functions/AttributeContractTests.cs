using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Standins.Tests.Functions;

public class AttributeContractTests
{
    [Fact]
    public void HttpTrigger_Constructors_SetLevelAndMethodsAsThePackageDoes()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Null(new HttpTriggerAttribute().Methods);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(["get", "post"], new HttpTriggerAttribute(AuthorizationLevel.Admin, "get", "post").Methods!);
        Assert.Equal(AuthorizationLevel.Admin, new HttpTriggerAttribute(AuthorizationLevel.Admin).AuthLevel);
    }

    [Fact]
    public void TimerTrigger_Default_MonitorsItsScheduleAndDoesNotRunOnStartup()
    {
        var trigger = new TimerTriggerAttribute("0 0 3 * * *");

        Assert.Equal("0 0 3 * * *", trigger.Schedule);
        Assert.True(trigger.UseMonitor);
        Assert.False(trigger.RunOnStartup);
    }

    [Theory]
    [InlineData(typeof(HttpTriggerAttribute))]
    [InlineData(typeof(TimerTriggerAttribute))]
    [InlineData(typeof(DurableClientAttribute))]
    [InlineData(typeof(OrchestrationTriggerAttribute))]
    [InlineData(typeof(ActivityTriggerAttribute))]
    public void BindingAttributes_Target_IsAParameter(Type attribute) =>
        Assert.Equal(AttributeTargets.Parameter, attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!.ValidOn);
}
